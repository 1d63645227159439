import { applicationsOf, ownersOf } from '../../../manifest/argocd/applications.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { folded, type Report, report, rule } from '../../rule.js';

export const duplicateResource = rule({
  id: 'duplicate-resource',
  severity: 'error',
  what: 'Two manifests of one cluster are the same object',
  why: 'In one Argo CD Application the last of them wins; in two they overwrite each other, and one prunes what the other keeps.',
  fix: 'Keep one of them, or give one another name.',
  exceptions: [
    'Two that say exactly the same are a warning: nothing flips, but whoever drops one deletes the object.',
    'Manifests of different environments.',
    'A name that the API server completes (generateName).',
    'Manifests that two Applications apply: ownership-overlap says so.',
  ],
  source: 'Argo CD, controller/state.go (RepeatedResourceWarning, SharedResourceWarning)',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: DEBUG
---
apiVersion: v1 # <--
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: INFO
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
data:
  LOG_LEVEL: DEBUG
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-batch
  namespace: api
data:
  LOG_LEVEL: INFO
`,
  *check({ set }) {
    const owners = ownersOf(set);
    for (const [first, ...others] of set.duplicates()) {
      if (!first || first.object.metadata.generateName !== undefined) continue;
      const place = first.origin.at?.([]);
      const where = place ? ` at ${place.file}:${place.line}` : '';
      const owner = owners.get(first)?.name;
      // Of two Applications: ownership-overlap.
      const again = others.filter((manifest) => {
        const other = owners.get(manifest)?.name;
        return owner === undefined || other === undefined || owner === other;
      });
      const text = JSON.stringify(first.object);
      const isSame = ({ object }: Manifest) => JSON.stringify(object) === text;
      yield* folded(
        again,
        (manifest) => ({ manifest, path: [] }),
        (all) =>
          report({ manifest: all[0], path: [] }, `${describeRef(first.ref)} is declared already${where}`, {
            severity: all.every(isSame) ? 'warning' : undefined,
          }),
      );
    }
    yield* madeAgain(set);
  },
});

/** An Application that stands alone, and that an ApplicationSet makes from one of its elements. */
function* madeAgain(set: ManifestSet): Iterable<Report> {
  const made = new Map(
    applicationsOf(set)
      .filter(({ element }) => element !== undefined)
      .map((one) => [`${one.manifest.ref.namespace}/${one.name}`, one]),
  );
  for (const manifest of made.size > 0 ? set.kind('Application') : []) {
    const by = made.get(`${manifest.ref.namespace}/${manifest.ref.name}`)?.manifest;
    if (!by) continue;
    yield {
      manifest,
      path: [],
      message: `${describeRef(manifest.ref)} is also made by ${describeRef(by.ref)}, from an element of its list`,
      why: 'The controller of the ApplicationSet resets it to its template, a sync to this file: whoever drops one of them deletes all that it applied.',
      fix: 'Delete this file, or take the element out of the list.',
    };
  }
}
