import { each } from '../../src/manifest/access.js';
import { rowOf } from '../../src/manifest/kinds.js';
import type { FieldPath, Json, JsonObject, KubeObject, Manifest } from '../../src/manifest/manifest.js';
import { formatPath } from '../../src/manifest/manifest.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { selectionsOf } from '../../src/manifest/references/selections.js';
import { referencesOf, targetManifest } from '../../src/manifest/references.js';

/** One thing that is no longer as it was: an object that is gone, or a field of one that says something else. */
export interface Mutation {
  readonly sort:
    | 'object dropped'
    | 'reference renamed'
    | 'key renamed'
    | 'selector changed'
    | 'pod label changed'
    | 'element renamed';
  readonly what: string;
  readonly set: ManifestSet;
}

const said = ({ ref }: Manifest) => `${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;

/** Every mutation that the table of kinds gives for a set: of each edge of the graph both ends, of each selection too. */
export function mutationsOf(set: ManifestSet): readonly Mutation[] {
  return distinct([...dropped(set), ...renamed(set), ...relabelled(set), ...elements(set)]);
}

function dropped(set: ManifestSet): Mutation[] {
  const targets = [
    ...referencesOf(set).all.flatMap((edge) => targetManifest(edge) ?? []),
    ...selectionsOf(set).flatMap(({ pods, manifests }) => [...pods.map(({ manifest }) => manifest), ...manifests]),
  ];
  return targets.map((target) => ({
    sort: 'object dropped',
    what: said(target),
    set: new ManifestSet(
      set.name,
      set.manifests.filter((one) => one !== target),
      set.external,
    ),
  }));
}

function renamed(set: ManifestSet): Mutation[] {
  return referencesOf(set).all.flatMap(({ from, path, keys }): Mutation[] => {
    // A kind, and the namespace that an object stands in, are no names that somebody wrote for a reference.
    if (path[0] === 'kind' || path[0] === 'metadata') return [];
    return [
      { sort: 'reference renamed', what: `${said(from)} ${formatPath(path)}`, set: changed(set, from, path, other) },
      ...keys.map(
        ({ key, path: at }): Mutation => ({
          sort: 'key renamed',
          what: `${said(from)} ${formatPath(at)} ${key}`,
          set: changed(set, from, at, other),
        }),
      ),
    ];
  });
}

function relabelled(set: ManifestSet): Mutation[] {
  return selectionsOf(set).flatMap(({ from, path, selector, pods, row }): Mutation[] => {
    const labels = row.form === 'map' ? path : [...path, 'matchLabels'];
    return [...selector.labels].flatMap(([key]): Mutation[] => [
      {
        sort: 'selector changed',
        what: `${said(from)} ${formatPath([...labels, key])}`,
        set: changed(set, from, [...labels, key], other),
      },
      ...pods.map(
        ({ manifest, field }): Mutation => ({
          sort: 'pod label changed',
          what: `${said(manifest)} ${key}, selected by ${said(from)}`,
          set: changed(set, manifest, [...field.path, 'metadata', 'labels', key], other),
        }),
      ),
    ]);
  });
}

/** Names of what lists hold, by the fields that tell two elements apart: subsets, routes, ports, arguments, volumes. */
function elements(set: ManifestSet): Mutation[] {
  return set.manifests.flatMap((manifest) =>
    Object.entries(rowOf(manifest.object)?.lists ?? {}).flatMap(([list, keys]) =>
      keys.flatMap((key) =>
        each(manifest.object, `${list}[].${key}`).flatMap(({ path, value }): Mutation[] =>
          typeof value === 'string'
            ? [
                {
                  sort: 'element renamed',
                  what: `${said(manifest)} ${formatPath(path)} ${value}`,
                  set: changed(set, manifest, path, other),
                },
              ]
            : [],
        ),
      ),
    ),
  );
}

const other = (value: Json | undefined): Json => (typeof value === 'string' ? `x-${value}` : 'x');

function changed(
  set: ManifestSet,
  from: Manifest,
  path: FieldPath,
  to: (value: Json | undefined) => Json,
): ManifestSet {
  const object = replaced(from.object, path, to) as KubeObject;
  const manifests = set.manifests.map((one) => (one === from ? { ...one, object } : one));
  return new ManifestSet(set.name, manifests, set.external);
}

function replaced(value: Json | undefined, [step, ...rest]: FieldPath, to: (value: Json | undefined) => Json): Json {
  if (step === undefined) return to(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === Number(step) ? replaced(item, rest, to) : item));
  const object = (value ?? {}) as JsonObject;
  return { ...object, [step]: replaced(object[step], rest, to) };
}

function distinct(mutations: readonly Mutation[]): readonly Mutation[] {
  return [...new Map(mutations.map((one) => [`${one.sort}: ${one.what}`, one])).values()];
}
