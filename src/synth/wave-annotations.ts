import type { Finding } from '../diagnostic/diagnostic.js';
import { SYNC_WAVE } from '../manifest/argocd/hooks.js';
import { groupBy } from '../manifest/group-by.js';
import { describeRef, type KubeObject, type Manifest, objectKey } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf } from '../manifest/references.js';
import { computeWaves } from '../order/waves.js';

/**
 * Writes into each object its sync wave, computed for each Application from the reference graph of the whole set;
 * nothing for wave 0, which is Argo CD's default. What is wrong: objects that wait for each other.
 */
export function writeWaves(set: ManifestSet, applicationOf: (manifest: Manifest) => string): readonly Finding[] {
  const graph = referencesOf(set);
  return [...groupBy(set.manifests, applicationOf).values()].flatMap((members) => {
    const { waves, cycles } = computeWaves(members, graph);
    for (const { ref, object } of members) annotate(object, waves.get(objectKey(ref)) ?? 0);
    return cycles.map(cycle);
  });
}

function annotate({ metadata }: KubeObject, wave: number): void {
  if (wave === 0) return;
  const annotations = { ...(metadata.annotations as object | undefined), [SYNC_WAVE]: String(wave) };
  Object.assign(metadata, { annotations });
}

function cycle(members: readonly Manifest[]): Finding {
  const names = [...members, ...members.slice(0, 1)].map(({ ref }) => describeRef(ref));
  const [first] = members;
  return {
    rule: 'wave-cycle',
    severity: 'error',
    message: `objects wait for each other in a circle: ${names.join(' -> ')}`,
    object: first?.ref,
    at: first?.origin.from?.([]),
    why: 'No sync wave can come first: the sync would never end.',
    fix: 'Break the circle: one of them must work before the next is there.',
  };
}
