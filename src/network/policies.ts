import type { Labels } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { type Policy, policyOf } from './policy.js';

/** The network policies of a set, by namespace. */
const byNamespace = perSet((set: ManifestSet): ReadonlyMap<string, readonly Policy[]> => {
  const map = new Map<string, Policy[]>();
  for (const manifest of set.kind('NetworkPolicy.networking.k8s.io')) {
    const namespace = manifest.ref.namespace ?? '';
    const policy = policyOf(manifest);
    const known = map.get(namespace);
    if (!policy) continue;
    if (known) known.push(policy);
    else map.set(namespace, [policy]);
  }
  return map;
});

/** The policies of a namespace. */
export function policiesOf(set: ManifestSet, namespace: string): readonly Policy[] {
  return byNamespace(set).get(namespace) ?? [];
}

/** A policy, and where it stands among those of its namespace. */
interface Placed {
  readonly policy: Policy;
  readonly place: number;
}

/** By a label that each of them selects by; what selects by none stands under the empty text. */
const byLabel = perSet((set: ManifestSet): ReadonlyMap<string, ReadonlyMap<string, readonly Placed[]>> => {
  const namespaces = [...byNamespace(set)].map(([namespace, policies]) => {
    const found = new Map<string, Placed[]>();
    for (const [place, policy] of policies.entries()) {
      const [first] = policy.selector.labels;
      const key = first ? first.join(' ') : '';
      const known = found.get(key);
      if (known) known.push({ policy, place });
      else found.set(key, [{ policy, place }]);
    }
    return [namespace, found] as const;
  });
  return new Map(namespaces);
});

/** Pods have one object of labels each, and are asked of for every connection. */
const nearPods = perSet(() => new WeakMap<Labels, Map<string, readonly Policy[]>>());

/** The policies of a namespace that may select pods with these labels, and few others, in their order. */
export function policiesNear(set: ManifestSet, namespace: string, labels: Labels): readonly Policy[] {
  const known = nearPods(set).get(labels) ?? new Map<string, readonly Policy[]>();
  nearPods(set).set(labels, known);
  const near = known.get(namespace) ?? lookUp(set, namespace, labels);
  known.set(namespace, near);
  return near;
}

function lookUp(set: ManifestSet, namespace: string, labels: Labels): readonly Policy[] {
  const found = byLabel(set).get(namespace);
  if (!found) return [];
  const keys = ['', ...[...labels].map((label) => label.join(' '))];
  const near = keys.flatMap((key) => found.get(key) ?? []);
  return near.sort((a, b) => a.place - b.place).map(({ policy }) => policy);
}

/** Every policy of the set. */
export const allPolicies = perSet((set: ManifestSet): readonly Policy[] => [...byNamespace(set).values()].flat());
