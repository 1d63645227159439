import { made } from '../../construct/place.js';
import type { Duration } from '../../values/duration.js';
import type { Analysis } from '../analysis/analysis.js';

/** One step of a canary. A plain value; what it means depends on the steps before it. */
export type Step = WeightStep | PauseStep | ApprovalStep | JudgeStep | PodsStep | ExperimentStep;

export interface WeightStep {
  readonly step: 'weight';
  readonly weight: number;
}

export interface PauseStep {
  readonly step: 'pause';
  readonly duration: Duration;
}

export interface ApprovalStep {
  readonly step: 'approval';
}

export interface JudgeStep {
  readonly step: 'judge';
  readonly analyses: readonly Analysis[];
}

export interface PodsStep {
  readonly step: 'pods';
  readonly pods: number | 'by weight';
}

export interface ExperimentStep {
  readonly step: 'experiment';
  readonly duration: Duration;
  readonly analyses: readonly Analysis[];
}

/**
 * Traffic that the canary takes from here on.
 * Unit: % of requests, a whole number 0-100; rises from step to step. After the last step it is 100.
 * Source: Argo Rollouts, spec.strategy.canary.steps[].setWeight.
 */
export function weight(percent: number): WeightStep {
  return made(weight, { step: 'weight', weight: percent });
}

/** Waits: `pause('5m')`. Source: Argo Rollouts, spec.strategy.canary.steps[].pause.duration. */
export function pause(duration: Duration): PauseStep {
  return made(pause, { step: 'pause', duration });
}

/** Waits until someone promotes the rollout: `kubectl argo rollouts promote`. */
export function untilPromoted(): ApprovalStep {
  return made(untilPromoted, { step: 'approval' });
}

/**
 * Goes on only when these analyses have passed; each needs a `count`, for here they must end.
 * Source: Argo Rollouts, "Analysis & Progressive Delivery: Inline Analysis".
 */
export function judge(...analyses: readonly [Analysis<'ends'>, ...Analysis<'ends'>[]]): JudgeStep {
  return made(judge, { step: 'judge', analyses });
}

/**
 * A number of canary pods that is not the weight's share, until the end or until `pods('by weight')`. Only with a
 * router. Source: Argo Rollouts, spec.strategy.canary.steps[].setCanaryScale.
 */
export function pods(count: number | 'by weight'): PodsStep {
  return made(pods, { step: 'pods', pods: count });
}

/**
 * Runs one pod of the old and one of the new version beside the rollout, fresh both, and compares them: what a young
 * pod does cannot be compared with an old pod's warm caches. They take no requests of the router's.
 * Source: Argo Rollouts, "Experiments".
 */
export function experiment(duration: Duration, ...analyses: readonly Analysis<'ends'>[]): ExperimentStep {
  return made(experiment, { step: 'experiment', duration, analyses });
}
