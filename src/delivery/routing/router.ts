import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { RolloutSpecStrategyCanaryTrafficRouting } from '../../../imports/argoproj.io.js';
import type { Rewrite } from '../../construct/rewrite.js';
import type { Draft } from '../../construct/traced.js';
import type { Match } from '../entrance/match.js';
import type { Entrance, Workload } from '../strategy.js';

/** What splits the traffic of a canary between two versions. */
export interface Router {
  readonly router: 'alb' | 'nginx' | 'istio';
  /** Makes everything that leads requests to the pods. */
  readonly lead: (scope: Construct, workload: Workload, entrance: Entrance, always: readonly Match[]) => Routed;
  /**
   * Makes what will lead requests later, and leads them to all pods until then: what is new to a load balancer must be
   * known to it, and found healthy, before it gets traffic. Gives the Service by which others call the workload.
   */
  readonly prepare: (scope: Construct, workload: Workload, entrance: Entrance) => ApiObject;
}

/** What a router has made. */
export interface Routed {
  /** The Service by which others call it: all pods, or the stable ones, as the router can. */
  readonly service: ApiObject;
  /** Services of one side each; absent where subsets do their work. */
  readonly stable?: ApiObject;
  readonly canary?: ApiObject;
  readonly trafficRouting: Draft<RolloutSpecStrategyCanaryTrafficRouting>;
  readonly rewrites: readonly Rewrite[];
}
