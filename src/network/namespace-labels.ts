import { groupBy } from '../manifest/group-by.js';
import { labelsOf } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';

/** The values of each label of the declared namespaces, one for each namespace that has it. */
export const namespaceLabelValues = perSet((set: ManifestSet): ReadonlyMap<string, readonly string[]> => {
  const labels = set.kind('Namespace').flatMap(({ object }) => [...labelsOf(object)]);
  const groups = groupBy(labels, ([key]) => key);
  return new Map([...groups].map(([key, all]) => [key, all.map(([, value]) => value)]));
});

/**
 * The values that namespaces have of a label, where at least three have it and none has this value: who asks for it
 * means another. Labels that Kubernetes itself sets are left out.
 */
export function otherValues(set: ManifestSet, key: string, value: string): readonly string[] | undefined {
  const there = namespaceLabelValues(set).get(key) ?? [];
  if (there.length < 3 || there.includes(value) || key.startsWith('kubernetes.io/')) return undefined;
  // A namespace of that name may have been labelled where it is declared.
  if (/name$/.test(key) && (/^kube-|^default$/.test(value) || set.namespaces().includes(value))) return undefined;
  return [...new Set(there)].sort();
}
