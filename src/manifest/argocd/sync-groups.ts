import { annotated } from '../index/annotated.js';
import type { Manifest } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import { ownersOf } from './applications.js';
import { annotatedWave, HOOK, phaseOf, SYNC_WAVE } from './hooks.js';

/** Manifests that are synced together: those of one Application, else of one folder. Only those of several waves. */
export const syncGroups = perSet((set: ManifestSet): readonly (readonly Manifest[])[] => {
  const placed = new Set(annotated(set, SYNC_WAVE).filter((manifest) => annotatedWave(manifest) !== 0));
  if (placed.size === 0) return [];
  const hooks = new Set(annotated(set, HOOK).filter((manifest) => phaseOf(manifest) !== 'Sync'));
  const owners = ownersOf(set);
  const groups = new Map<string, Manifest[]>();
  for (const manifest of set.manifests) {
    if (hooks.has(manifest)) continue;
    const { file } = manifest.origin;
    const key = owners.get(manifest)?.name ?? file.slice(0, file.lastIndexOf('/') + 1);
    const group = groups.get(key);
    if (group) group.push(manifest);
    else groups.set(key, [manifest]);
  }
  return [...groups.values()].filter((group) => group.some((manifest) => placed.has(manifest)));
});
