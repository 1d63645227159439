import { get, parsePath, strings } from '../access.js';
import type { SelectorRow } from '../kinds/row.js';
import { isNamespaced, rowOf } from '../kinds.js';
import { labelSelector, mapSelector, type Selector } from '../labels.js';
import type { FieldPath, Manifest } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import type { PodTemplate } from '../pod-template.js';

/** An edge by labels: who selects what. */
export interface Selection {
  readonly from: Manifest;
  /** Of the selector. */
  readonly path: FieldPath;
  readonly selector: Selector;
  /** What it selects when that is pods. */
  readonly pods: readonly PodTemplate[];
  /** What it selects when that is objects of another kind: the Services of a ServiceMonitor. */
  readonly manifests: readonly Manifest[];
  readonly row: SelectorRow;
}

/** Every selection by labels that the table of kinds knows, of objects of a set. A selector that is absent is none. */
export const selectionsOf = perSet((set: ManifestSet): readonly Selection[] =>
  set.manifests.flatMap((from) =>
    (rowOf(from.ref)?.selectors ?? NONE).flatMap((row): Selection[] => {
      const written = get(from.object, row.from);
      const selector = row.form === 'map' ? mapSelector(written) : labelSelector(written);
      if (!selector) return [];
      const within = namespacesOf(from, row, set);
      const pods = row.selects === 'pods' ? within.flatMap((namespace) => set.pods(namespace, selector)) : [];
      const manifests = row.selects === 'pods' ? [] : within.flatMap((n) => set.labelled(row.selects, n, selector));
      return [{ from, path: parsePath(row.from), selector, pods, manifests, row }];
    }),
  ),
);

const NONE: readonly SelectorRow[] = [];

/** Where a selection looks: its own namespace, those that it lists, or every one. */
function namespacesOf(from: Manifest, row: SelectorRow, set: ManifestSet): readonly (string | undefined)[] {
  const listed = row.namespaces === undefined ? undefined : get(from.object, row.namespaces);
  if (get(listed, 'any') === true) return set.namespaces();
  const names = strings(listed, 'matchNames');
  if (names.length > 0) return names;
  return isNamespaced(from.object) ? [from.ref.namespace] : set.namespaces();
}
