import type { Duration } from '../../values/duration.js';
import type { Analysis } from '../analysis/analysis.js';

/** When the traffic moves from the old version to the new, and what decides it. */
export interface BlueGreenProps {
  /**
   * When the traffic moves to the new version. `automatic`: as soon as it is ready and has passed `before`; a time:
   * that long after it is ready; `by hand`: when someone promotes it. Default: `automatic` with `before`, else `by hand`.
   */
  readonly promotion?: 'automatic' | 'by hand' | Duration;
  /** What judges the new version before it has traffic: ask it itself, for nobody else does. */
  readonly before?: readonly Analysis<'ends'>[];
  /** What judges it once it has all traffic; one that fails moves the traffic back. */
  readonly after?: readonly Analysis<'ends'>[];
  /** Pods of the new version until it is promoted; then it grows to the full number before the traffic moves. */
  readonly previewReplicas?: number;
  /** How long the old pods stay after the traffic has moved, for a quick way back. Default `30s`. */
  readonly scaleDownDelay?: Duration;
  /** How long the new pods stay after an abort, to be looked at. Default `30s`. */
  readonly abortScaleDownDelay?: Duration;
  /** ReplicaSets that are kept for a quick way back. Default 10. */
  readonly revisionHistoryLimit?: number;
  /** How long a new pod must stay ready before it counts. Default `10s`. */
  readonly minReady?: Duration;
  /** After this long without progress the rollout is aborted. Default `5m`. */
  readonly progressDeadline?: Duration;
}
