import { type Labels, labelsOf } from '../labels.js';
import { type ManifestSet, perSet } from '../manifest-set.js';

/** The label that the API server gives every namespace: its name. */
export const OWN_NAME = 'kubernetes.io/metadata.name';

/** Labels of every namespace that a set knows of: what is written on it and what the API server adds. */
export const namespaceLabels = perSet((set: ManifestSet): ReadonlyMap<string, Labels> => {
  const map = new Map<string, Labels>();
  for (const { ref } of set.manifests) {
    if (ref.namespace !== undefined && !map.has(ref.namespace))
      map.set(ref.namespace, new Map([[OWN_NAME, ref.namespace]]));
  }
  for (const { ref, object } of set.kind('Namespace'))
    map.set(ref.name, new Map([...labelsOf(object), [OWN_NAME, ref.name]]));
  return map;
});
