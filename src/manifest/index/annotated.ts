import { isObject } from '../access.js';
import type { Manifest } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';

/** The manifests of a set by the keys of their own annotations. Many rules ask for one key, which few objects have. */
export const annotations = perSet((set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> => {
  const byKey = new Map<string, Manifest[]>();
  for (const manifest of set.manifests) {
    const { annotations } = manifest.object.metadata;
    if (!isObject(annotations)) continue;
    for (const key of Object.keys(annotations)) {
      const known = byKey.get(key);
      if (known) known.push(manifest);
      else byKey.set(key, [manifest]);
    }
  }
  return byKey;
});

/** The manifests that have an annotation of that key, whatever its value, in the order of the set. */
export function annotated(set: ManifestSet, key: string): readonly Manifest[] {
  return annotations(set).get(key) ?? NONE;
}

const NONE: readonly Manifest[] = [];
