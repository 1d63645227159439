import type { Duration } from '../../values/duration.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Match } from '../entrance/match.js';
import type { Step } from './step.js';

/** The steps of a canary, and what judges it. */
export interface CanaryProps {
  /** What happens one after the other; after the last, the new version takes all. */
  readonly steps: readonly [Step, ...Step[]];
  /** What judges the new version beside the steps; one that fails takes the traffic back. */
  readonly analysis?: readonly Analysis[];
  /** Index of the step, from 0, with which these begin. Default: the step after the first weight. */
  readonly analysisFrom?: number;
  /**
   * Who splits the traffic. `route`: what leads requests in from outside (AWS load balancer, NGINX, Istio), where it
   * can; `pods`: nobody, the canary gets the share of its pods. Default `route`.
   */
  readonly traffic?: 'route' | 'pods';
  /** Requests that meet the canary whatever its weight, while there is one: `header('canary', 'true')`. */
  readonly always?: readonly Match[];
  /** Old pods go as their traffic goes, instead of staying until the end: fewer pods, and a slower way back. */
  readonly dynamicStableScale?: boolean;
  /** How long old pods stay after the end, for a quick way back. Default `30s`. Only with a router. */
  readonly scaleDownDelay?: Duration;
  /** How long canary pods stay after an abort, to be looked at. Default `30s`. Only with a router. */
  readonly abortScaleDownDelay?: Duration;
  /** ReplicaSets that are kept for a quick way back. Default 10. */
  readonly revisionHistoryLimit?: number;
  /** How long a new pod must stay ready before it counts. Default `10s`. */
  readonly minReady?: Duration;
  /** After this long without progress the rollout is aborted. Default `5m`. */
  readonly progressDeadline?: Duration;
  /** Keeps the two versions on different nodes, where it can or always. */
  readonly antiAffinity?: 'preferred' | 'required';
  /** Labels that the pods of a side carry while they are that side. */
  readonly podLabels?: {
    readonly canary?: Readonly<Record<string, string>>;
    readonly stable?: Readonly<Record<string, string>>;
  };
}
