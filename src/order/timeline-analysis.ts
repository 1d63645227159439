import { flag, get, number, records, text } from '../manifest/access.js';
import type { Json, Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { parseGoDuration } from '../values/duration.js';

/** When an analysis measures, counted from its start. Unit: seconds. */
export interface AnalysisTiming {
  readonly name: string;
  /** First measurement. */
  readonly first: number;
  /** Between two; 0 when it measures once. */
  readonly interval: number;
  /** Measurements until it ends; absent when it runs on until it is stopped. */
  readonly count?: number;
  /** Failures that abort: one more than it lets pass. */
  readonly failures: number;
  /** The earliest moment at which it can abort. */
  readonly earliestAbort: number;
  /** Errors in a row that it lets pass: a query that fails is no measurement, and is tried again. */
  readonly errors: number;
}

/** The metrics of the templates that a run names, in the order in which they are named. */
export function analysesOf(run: Json | undefined, rollout: Manifest, set: ManifestSet): readonly AnalysisTiming[] {
  return records(run, 'templates').flatMap((reference) => {
    const name = text(reference, 'templateName') ?? '';
    const kind = flag(reference, 'clusterScope') ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    const template = set.find(kind, rollout.ref.namespace, name);
    return records(template?.object, 'spec.metrics').map(timing);
  });
}

function timing(metric: Json): AnalysisTiming {
  const first = duration(metric, 'initialDelay');
  const interval = duration(metric, 'interval');
  const count = whole(metric, 'count') ?? (interval === 0 ? 1 : undefined);
  const failures = (whole(metric, 'failureLimit') ?? 0) + 1;
  return {
    name: text(metric, 'name') ?? '',
    first,
    interval,
    ...(count === undefined ? {} : { count }),
    failures,
    earliestAbort: first + (failures - 1) * interval,
    errors: whole(metric, 'consecutiveErrorLimit') ?? 4,
  };
}

function duration(metric: Json, field: string): number {
  return parseGoDuration(text(metric, field) ?? '0') ?? 0;
}

/** A number, or a text of digits: the controller takes both. */
function whole(metric: Json, field: string): number | undefined {
  const written = number(metric, field) ?? Number(get(metric, field) ?? Number.NaN);
  return Number.isInteger(written) ? written : undefined;
}

// Source: Argo Rollouts, analysis/analysis.go, DefaultErrorRetryInterval.
const RETRY_SECONDS = 10;

/** The same where each measurement fails as often as it may. */
export function lastsAtMost(analysis: AnalysisTiming): number {
  return lasts(analysis) + (analysis.count ?? 0) * analysis.errors * RETRY_SECONDS;
}

/** Seconds from its start to its last measurement; for ever, when it has no count. */
export function lasts({ first, interval, count }: AnalysisTiming): number {
  return count === undefined ? Number.POSITIVE_INFINITY : first + (count - 1) * interval;
}
