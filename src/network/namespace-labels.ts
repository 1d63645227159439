import { labelsOf } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';

/** The values of each label of the declared namespaces, one for each namespace that has it. */
export const namespaceLabelValues = perSet((set: ManifestSet): ReadonlyMap<string, readonly string[]> => {
  const values = new Map<string, string[]>();
  for (const { object } of set.kind('Namespace'))
    for (const [key, value] of labelsOf(object)) values.set(key, [...(values.get(key) ?? []), value]);
  return values;
});

/**
 * The values that namespaces have of a label, where at least three have it and none has this value: who asks for it
 * means another. Labels that Kubernetes itself sets are left out.
 */
export function otherValues(set: ManifestSet, key: string, value: string): readonly string[] | undefined {
  const there = namespaceLabelValues(set).get(key) ?? [];
  if (there.length < 3 || there.includes(value) || key.startsWith('kubernetes.io/')) return undefined;
  return [...new Set(there)].sort();
}
