import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { Closed } from '../../network/needed.js';
import { type Policy, policiesOf } from '../../network/policies.js';
import { namespaceAnswer } from '../../network/verdict.js';

/** A policy that other namespaces have for the same purpose, and the one at hand lacks. */
export interface LackedPolicy {
  readonly name: string;
  /** Namespaces that have it, by name. */
  readonly in: readonly string[];
}

const policies = perSet((set: ManifestSet): readonly Policy[] =>
  set.namespaces().flatMap((namespace) => policiesOf(set, namespace)),
);

/**
 * The policy by whose name two or more other namespaces open the same port to the same neighbour; undefined where they
 * have none, or where this namespace has one of that name too.
 */
export function lackedPolicy(set: ManifestSet, { direction, needed, policies: own }: Closed): LackedPolicy | undefined {
  const far = direction === 'egress' ? needed.to : needed.from;
  const [here] = own.map(({ manifest }) => manifest.ref.namespace);
  if (far.kind === 'addresses' || here === undefined) return undefined;
  const opens = (policy: Policy) =>
    policy[direction]?.some(
      ({ ports, peers }) =>
        ports?.some(({ port }) => port === needed.port) &&
        peers?.some(
          (peer) =>
            'namespaces' in peer && peer.namespaces && namespaceAnswer(set, far.namespace, peer.namespaces) === 'yes',
        ),
    );
  const byName = new Map<string, Set<string>>();
  for (const policy of policies(set)) {
    const { name, namespace = '' } = policy.manifest.ref;
    if (namespace === here || !opens(policy)) continue;
    byName.set(name, (byName.get(name) ?? new Set()).add(namespace));
  }
  const [most] = [...byName].toSorted(([, a], [, b]) => b.size - a.size);
  if (!most || most[1].size < 2 || set.find('NetworkPolicy', here, most[0])) return undefined;
  return { name: most[0], in: [...most[1]].sort() };
}
