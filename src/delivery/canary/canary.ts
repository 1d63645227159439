import { Construct } from 'constructs';
import type { MigrationTarget } from '../migrate.js';
import type { Delivered, Entrance, Workload } from '../strategy.js';
import type { CanaryProps } from './props.js';
import { rollOut, rollOutBeside } from './rollout.js';

/**
 * A part of the traffic first, then more, judged as it goes; a new version that fails loses the traffic again.
 * Needs Argo Rollouts. Source: Argo Rollouts, "Canary Deployment Strategy".
 */
export function canary(props: CanaryProps): MigrationTarget {
  return {
    strategy: 'canary',
    replaces: 'side-by-side',
    takesOver: 'in-steps',
    holdsOld: true,
    deliver: (scope, workload, entrance) => rollOut(scope, workload, entrance, props),
    beside: (scope, workload, entrance) => rollOutBeside(scope, workload, entrance, props),
  };
}

/** A canary in any chart: what is delivered, and where requests come in. */
export interface CanaryRolloutProps extends CanaryProps {
  readonly workload: Workload;
  /** Absent when nobody calls it. */
  readonly entrance?: Entrance;
}

/** A canary in any chart: its Rollout, Services, Ingress and analysis templates. */
export class CanaryRollout extends Construct {
  readonly delivered: Delivered;

  constructor(scope: Construct, id: string, props: CanaryRolloutProps) {
    super(scope, id);
    this.delivered = rollOut(this, props.workload, props.entrance, props);
  }
}
