import { get, number } from '../manifest/access.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { blueGreenTimeline } from './timeline-blue-green.js';
import { canaryTimeline } from './timeline-canary.js';
import type { Timeline } from './timeline-parts.js';

/**
 * What a rollout goes through, for each number of pods that it may have: the one in Git, or the least and the most of
 * its autoscaler. Empty for what is no Rollout.
 */
export function timelinesOf(manifest: Manifest, set: ManifestSet): readonly Timeline[] {
  if (manifest.ref.kind !== 'Rollout') return [];
  const strategy = get(manifest.object, 'spec.strategy');
  return replicasOf(manifest, set).flatMap((replicas) => {
    if (get(strategy, 'canary') !== undefined) return canaryTimeline(manifest, set, replicas);
    return get(strategy, 'blueGreen') === undefined ? [] : blueGreenTimeline(manifest, set, replicas);
  });
}

function replicasOf({ object, ref }: Manifest, set: ManifestSet): readonly number[] {
  const written = number(object, 'spec.replicas');
  if (written !== undefined) return [written];
  const scaler = set
    .inNamespace('HorizontalPodAutoscaler', ref.namespace)
    .find(
      (one) =>
        get(one.object, 'spec.scaleTargetRef.name') === ref.name &&
        get(one.object, 'spec.scaleTargetRef.kind') === ref.kind,
    );
  if (!scaler) return [1];
  const least = number(scaler.object, 'spec.minReplicas') ?? 1;
  return [...new Set([least, number(scaler.object, 'spec.maxReplicas') ?? least])];
}
