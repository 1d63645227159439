import type { Condition } from './condition.js';
import { ConditionError, holds, type Result } from './evaluate-condition.js';

/** What a measurement counts as. Source: Argo Rollouts, utils/evaluate. */
export type Outcome = 'Successful' | 'Failed' | 'Inconclusive' | 'Error';

/** Success and failure condition of a metric; one of them may be absent, then the other decides alone. */
export interface Conditions {
  readonly success?: Condition;
  readonly failure?: Condition;
}

/** What a result counts as under these conditions. */
export function judge({ success, failure }: Conditions, result: Result): Outcome {
  try {
    const failed = failure && holds(failure, result);
    const succeeded = success && holds(success, result);
    if (failed) return 'Failed';
    if (succeeded) return 'Successful';
    if (failed === undefined) return succeeded === undefined ? 'Successful' : 'Failed';
    return succeeded === undefined ? 'Successful' : 'Inconclusive';
  } catch (error) {
    if (error instanceof ConditionError) return 'Error';
    throw error;
  }
}

/** What conditions make of nothing, of no number and of numbers far apart. */
export interface Trial {
  /** No series: nobody asked, or the metric does not exist. A scalar is never absent: it is NaN. */
  readonly nothing: Outcome;
  /** 0/0: there are series, but no requests. */
  readonly notANumber: Outcome;
  readonly numbers: readonly Outcome[];
}

/** Numbers that conditions are tried on: shares, seconds and counts all have sides among them. */
const TRIED = [0, 0.5, 1, 1e9];

/**
 * Tries conditions on the results that decide whether they can pass, can fail, and know what no traffic means.
 * @param most the greatest that the query can give
 */
export function trial(conditions: Conditions, shape: 'list' | 'scalar', most = Number.POSITIVE_INFINITY): Trial {
  const as = (value: number): Result => (shape === 'list' ? [value] : value);
  return {
    nothing: judge(conditions, shape === 'list' ? [] : Number.NaN),
    notANumber: judge(conditions, as(Number.NaN)),
    numbers: TRIED.filter((value) => value <= most).map((value) => judge(conditions, as(value))),
  };
}
