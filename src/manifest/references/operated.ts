import { rowOf } from '../kinds.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import { chartNamespaces } from './existing.js';

/**
 * Namespaces in which pods run that no manifest of the set shows: an operator's resource, a kind that we do not know,
 * or a chart stands there. What is not found in them may be there all the same.
 */
export const hiddenPods = perSet((set: ManifestSet): ReadonlySet<string> => {
  const namespaces = new Set(chartNamespaces(set));
  for (const { ref } of set.manifests) {
    const row = rowOf(ref);
    if (ref.namespace !== undefined && (row === undefined || row.makesPods)) namespaces.add(ref.namespace);
  }
  return namespaces;
});
