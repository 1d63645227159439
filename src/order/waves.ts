import { annotatedWave } from '../manifest/argocd/hooks.js';
import type { Strength } from '../manifest/kinds/row.js';
import { type Manifest, objectKey } from '../manifest/manifest.js';
import { components, shortestPath } from './components.js';
import { constraintsOf, type Edges, type Wait } from './constraints.js';
import { type Follower, followersOf } from './followers.js';

export type { Edges, Wait } from './constraints.js';

/** The order in which Argo CD applies one Application. */
export interface Waves {
  /** By `objectKey`. The first wave is 0; a wave is no later than it must be, or than its annotation says. */
  readonly waves: ReadonlyMap<string, number>;
  /** Of each object in a later wave than 0: what it waits for there. */
  readonly because: ReadonlyMap<string, readonly Wait[]>;
  /** Objects that wait for each other, one list a cycle: each waits for the next, the last for the first. */
  readonly cycles: readonly (readonly Manifest[])[];
}

/**
 * Gives each manifest of one Application the earliest wave in which all that it needs is there before it.
 * A wave waits for the whole wave before it, so there are no more waves than the longest chain of strict edges.
 */
export function computeWaves(manifests: readonly Manifest[], graph: Edges): Waves {
  const waits = constraintsOf(manifests, graph);
  const groups = components(manifests, (manifest) => (waits.get(manifest) ?? []).map(({ on }) => on));
  const cycles = findCycles(groups, waits);
  const extra = new Map<Manifest, Wait[]>();
  const floor = new Map(manifests.map((manifest) => [manifest, annotatedWave(manifest)]));
  const followers = followersOf(groups, graph, waits);
  let waves = longestChains(groups, waits, floor);
  // A raised object raises those that wait for it. Floors only rise, and never above what no follower moves.
  while (raise(followers, waves, floor, extra)) waves = longestChains(groups, waits, floor);
  return {
    waves: new Map(manifests.map((manifest) => [objectKey(manifest.ref), waves.get(manifest) ?? 0])),
    because: reasons(manifests, waits, waves, extra),
    cycles,
  };
}

const step = (strength: Strength) => (strength === 'strict' ? 1 : 0);

/** Groups come with what they wait for first, so one pass is enough. The members of a cycle share a wave. */
function longestChains(
  groups: readonly (readonly Manifest[])[],
  waits: ReadonlyMap<Manifest, readonly Wait[]>,
  floor: ReadonlyMap<Manifest, number>,
): Map<Manifest, number> {
  const waves = new Map<Manifest, number>();
  for (const group of groups) {
    let wave = 0;
    for (const member of group) {
      wave = Math.max(wave, floor.get(member) ?? 0);
      for (const { on, strength } of waits.get(member) ?? []) {
        const before = waves.get(on);
        if (before !== undefined) wave = Math.max(wave, before + step(strength));
      }
    }
    for (const member of group) waves.set(member, wave);
  }
  return waves;
}

/** Raises each follower to the one that it joins. True when one rose. */
function raise(
  followers: readonly Follower[],
  waves: ReadonlyMap<Manifest, number>,
  floor: Map<Manifest, number>,
  extra: Map<Manifest, Wait[]>,
): boolean {
  let rose = false;
  for (const { manifest, others, joins, because } of followers) {
    const byWave = others.toSorted((a, b) => (waves.get(a) ?? 0) - (waves.get(b) ?? 0));
    const on = joins === 'first' ? byWave[0] : byWave.at(-1);
    const wave = on ? (waves.get(on) ?? 0) : 0;
    if (!on || (waves.get(manifest) ?? 0) >= wave) continue;
    floor.set(manifest, wave);
    extra.set(manifest, [{ on, strength: 'weak', because, path: [] }]);
    rose = true;
  }
  return rose;
}

/** Of each group that waits for itself strictly, the shortest way round. */
function findCycles(
  groups: readonly (readonly Manifest[])[],
  waits: ReadonlyMap<Manifest, readonly Wait[]>,
): Manifest[][] {
  return groups.flatMap((group) => {
    const members = new Set(group);
    const inside = (manifest: Manifest) => (waits.get(manifest) ?? []).filter(({ on }) => members.has(on));
    for (const from of group) {
      const strict = inside(from).find(({ strength }) => strength === 'strict');
      if (strict) return [[from, ...shortestPath(strict.on, from, (m) => inside(m).map(({ on }) => on)).slice(0, -1)]];
    }
    return [];
  });
}

function reasons(
  manifests: readonly Manifest[],
  waits: ReadonlyMap<Manifest, readonly Wait[]>,
  waves: ReadonlyMap<Manifest, number>,
  extra: ReadonlyMap<Manifest, readonly Wait[]>,
): Map<string, readonly Wait[]> {
  const because = new Map<string, readonly Wait[]>();
  for (const manifest of manifests) {
    const wave = waves.get(manifest) ?? 0;
    if (wave === 0) continue;
    const decisive = (waits.get(manifest) ?? []).filter((w) => (waves.get(w.on) ?? 0) + step(w.strength) === wave);
    because.set(objectKey(manifest.ref), [...decisive, ...(extra.get(manifest) ?? [])]);
  }
  return because;
}
