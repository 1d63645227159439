import { get } from '../manifest/access.js';
import { apiGroup, type JsonObject, type Manifest } from '../manifest/manifest.js';
import { leaves } from './compare/pair-elements.js';

/** Two objects that are one, but for the name, the namespace or the kind. */
export interface Renamed {
  readonly before: Manifest;
  readonly after: Manifest;
  readonly kindChanged: boolean;
}

/** Kinds that a workload can change between while it stays the same to its users. */
const WORKLOADS = new Set(['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'Rollout.argoproj.io']);

/** How many leaves two objects must share to be one renamed object, of those of the larger. */
const ALIKE = 0.6;
/** Each old object is compared with at most this many new ones. */
const CANDIDATES = 200;

/** Finds renames among what is gone and what is new. */
export function findRenames(gone: readonly Manifest[], come: readonly Manifest[]): Renamed[] {
  if (gone.length === 0 || come.length === 0) return [];
  const taken = new Set<Manifest>();
  const found: Renamed[] = [];
  const free = (manifest: Manifest) => !taken.has(manifest);
  const take = (before: Manifest, after: Manifest) => {
    taken.add(before);
    taken.add(after);
    found.push({ before, after, kindChanged: kindOf(before) !== kindOf(after) });
  };
  const byKind = grouped(come);
  for (const before of gone) {
    // The same workload under the same name by another controller.
    const swapped = WORKLOADS.has(kindOf(before))
      ? come.find((after) => free(after) && isSwap(before, after))
      : undefined;
    if (swapped) take(before, swapped);
  }
  for (const before of gone.filter(free)) {
    const candidates = (byKind.get(kindOf(before)) ?? []).filter(free);
    const after = hashed(before, candidates) ?? mostAlike(before, candidates);
    if (after) take(before, after);
  }
  return found;
}

function grouped(manifests: readonly Manifest[]): Map<string, Manifest[]> {
  const map = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const list = map.get(kindOf(manifest));
    if (list) list.push(manifest);
    else map.set(kindOf(manifest), [manifest]);
  }
  return map;
}

function kindOf({ ref }: Manifest): string {
  return `${ref.kind}.${apiGroup(ref.apiVersion)}`;
}

function isSwap(before: Manifest, after: Manifest): boolean {
  return (
    WORKLOADS.has(kindOf(after)) &&
    before.ref.name === after.ref.name &&
    before.ref.namespace === after.ref.namespace &&
    kindOf(before) !== kindOf(after)
  );
}

/** `settings-5f6d8g9h2k` → `settings-7c4b6m2t8f`: kustomize names a ConfigMap after its content. */
function hashed(before: Manifest, candidates: readonly Manifest[]): Manifest | undefined {
  const base = /^(.+)-[a-z0-9]{10}$/.exec(before.ref.name)?.[1];
  if (base === undefined) return undefined;
  return candidates.find(
    ({ ref }) => ref.namespace === before.ref.namespace && /^(.+)-[a-z0-9]{10}$/.exec(ref.name)?.[1] === base,
  );
}

function mostAlike(before: Manifest, candidates: readonly Manifest[]): Manifest | undefined {
  const [own, anonymous] = contents(before);
  let best: { readonly manifest: Manifest; readonly likeness: number } | undefined;
  for (const manifest of candidates.slice(0, CANDIDATES)) {
    const [other, unnamed] = contents(manifest);
    // The name may stand in labels and hosts, too, and change there or not.
    const likeness = Math.max(shared(own, other), shared(anonymous, unnamed));
    if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { manifest, likeness };
  }
  return best?.manifest;
}

/** The share of the larger that both have; 0 of what is too small to tell apart: two empty ServiceAccounts are not one. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((leaf) => b.has(leaf)).length;
  return common < 3 ? 0 : common / Math.max(a.size, b.size);
}

type Contents = readonly [asTheyAre: ReadonlySet<string>, withoutTheName: ReadonlySet<string>];

const known = new WeakMap<Manifest, Contents>();

/** What an object holds, as it is and with its own name taken out wherever it stands. */
function contents(manifest: Manifest): Contents {
  const found = known.get(manifest);
  if (found) return found;
  const { metadata, apiVersion: _, kind: __, ...rest } = manifest.object;
  const { name } = manifest.ref;
  const all = leaves(
    { ...rest, labels: get(metadata, 'labels'), annotations: get(metadata, 'annotations') } satisfies JsonObject,
    '',
  );
  const made: Contents = [new Set(all), new Set(all.map((leaf) => leaf.replaceAll(name, '*')))];
  known.set(manifest, made);
  return made;
}
