import { inSeconds } from '../../construct/durations.js';
import { from, preset } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';

/** What every strategy with a Rollout can be told of its pods' beginnings. */
export interface LifecycleProps {
  readonly minReady?: Duration;
  readonly progressDeadline?: Duration;
  readonly revisionHistoryLimit?: number;
}

/** What every Rollout of ours says of its pods' beginnings. */
export function lifecycle(props: LifecycleProps) {
  return {
    minReadySeconds: inSeconds(
      from(props, 'minReady') ?? preset('10s' as const, 'a pod that dies at once must not count'),
    ),
    progressDeadlineSeconds: inSeconds(
      from(props, 'progressDeadline') ?? preset('5m' as const, 'a rollout that is stuck shows after five minutes'),
    ),
    progressDeadlineAbort: preset(true, 'a new version that does not start goes back by itself'),
    revisionHistoryLimit: from(props, 'revisionHistoryLimit'),
  };
}
