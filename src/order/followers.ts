import { phaseOf } from '../manifest/argocd/hooks.js';
import type { Manifest } from '../manifest/manifest.js';
import { bindsLate, type Edges, pauses, type Wait } from './constraints.js';

/** An object that must not be early: it joins the first, or the last, of some others. */
export interface Follower {
  readonly manifest: Manifest;
  readonly others: readonly Manifest[];
  readonly joins: 'first' | 'last';
  readonly because: Wait['because'];
}

/**
 * Claims follow their first pod; rollouts with pauses follow everything that does not wait for such a rollout itself.
 * `groups` come with what they wait for first.
 */
export function followersOf(
  groups: readonly (readonly Manifest[])[],
  graph: Edges,
  waits: ReadonlyMap<Manifest, readonly Wait[]>,
): Follower[] {
  const consumers = consumersOf(waits);
  const early = withoutPauseBefore(groups, waits);
  return groups.flat().flatMap((manifest): Follower[] => {
    if (pauses(manifest)) {
      const others = early.filter((other) => phaseOf(other) === phaseOf(manifest));
      return [{ manifest, others, joins: 'last', because: 'last' }];
    }
    const pods = bindsLate(manifest, graph) ? consumers.get(manifest) : undefined;
    return pods ? [{ manifest, others: pods, joins: 'first', because: 'consumer' }] : [];
  });
}

function consumersOf(waits: ReadonlyMap<Manifest, readonly Wait[]>): Map<Manifest, Manifest[]> {
  const consumers = new Map<Manifest, Manifest[]>();
  for (const [manifest, list] of waits) {
    for (const { on } of list) {
      if (on.ref.kind !== 'PersistentVolumeClaim') continue;
      const known = consumers.get(on);
      if (known) known.push(manifest);
      else consumers.set(on, [manifest]);
    }
  }
  return consumers;
}

// What waits for a rollout with pauses rises with it: to join that would never end.
function withoutPauseBefore(
  groups: readonly (readonly Manifest[])[],
  waits: ReadonlyMap<Manifest, readonly Wait[]>,
): Manifest[] {
  const after = new Set<Manifest>();
  for (const group of groups) {
    const waiting = group.some((member) =>
      (waits.get(member) ?? []).some(({ on }) => after.has(on) || (pauses(on) && !group.includes(on))),
    );
    if (waiting) for (const member of group) after.add(member);
  }
  return groups.flat().filter((manifest) => !after.has(manifest));
}
