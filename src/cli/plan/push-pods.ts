import type { Segment } from '../../diff/rollout/model.js';
import { START_SECONDS } from '../../diff/rollout/pace.js';
import { restartOf } from '../../diff/rollout/restart.js';
import { hookPhases } from '../../manifest/argocd/hooks.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { startOf } from '../../order/timeline-parts.js';
import type { PushPart } from './push-part.js';

const ESTIMATE = {
  source: 'estimated',
  note: `${START_SECONDS} s from the wish for a pod until it listens, then its probes and minReadySeconds`,
};

const STEP = 'a step of the Rollout';

/** How the pods of a workload come, in parts; none for what has no pods that a push replaces. */
export function podParts(workload: Manifest, set: ManifestSet): readonly PushPart[] {
  const restart = hookPhases(workload).length > 0 ? undefined : restartOf(workload, set);
  if (!restart) return [];
  const { kind } = workload.ref;
  if (kind === 'Rollout') return restart.segments.map((segment) => segmentPart(segment));
  if (restart.seconds === undefined) return [];
  return [
    {
      what: `pods of ${workload.ref.name}`,
      seconds: restart.seconds,
      // Only a Deployment gives up by itself.
      ...(kind === 'Deployment' && { atMost: (restart.pods ?? 1) * startOf(workload).most }),
      ...ESTIMATE,
    },
  ];
}

function segmentPart({ what, label, seconds }: Segment): PushPart {
  const known = seconds === undefined ? {} : { seconds };
  switch (what) {
    case 'person':
      return { what: label, source: 'people decide' };
    case 'pods':
      // A weight that the pods there are can give takes no time.
      if (seconds === 0) return { what: `weight ${label}`, seconds, source: STEP };
      return { what: `new pods, ${label}`, ...known, ...ESTIMATE };
    default:
      return { what: label, ...known, source: STEP };
  }
}
