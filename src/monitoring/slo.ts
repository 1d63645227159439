import type { Construct } from 'constructs';
import { reject } from '../construct/reject.js';
import { combine, from, type Input, preset } from '../construct/traced.js';
import { burnRates, factorFor } from '../metrics/burn-rate.js';
import { requests, tasks } from '../metrics/catalogue/requests.js';
import { parseDuration } from '../values/duration.js';
import { formatPercent } from '../values/percent.js';

/** What users may expect of a service, or of a worker's tasks. At least one of the two. */
export interface Slo {
  /** Share of requests that do not end in a 5xx, or of tasks that succeed. Unit: 0-1, below 1: `0.999`. */
  readonly availability?: number;
  /** Share of requests or tasks that are answered in time. */
  readonly latency?: {
    /** A bound of the histogram. Unit: seconds. */
    readonly within: number;
    /** Unit: 0-1, below 1. */
    readonly objective: number;
  };
  /** The period of the error budget. Default `30d`. */
  readonly window?: `${number}d`;
  /** Requests or tasks in a second below which nothing is said: one failure of three is no burnt budget. Default 0.01. */
  readonly floor?: number;
}

/** One objective, with all that rules need. */
export interface Objective {
  readonly name: 'availability' | 'latency';
  readonly namespace: string;
  readonly service: string;
  readonly does: 'requests' | 'tasks';
  readonly objective: Input<number>;
  /** Bound of the histogram, of latency. */
  readonly within?: number;
  readonly days: number;
  readonly floor: Input<number>;
}

const rare = preset(0.01, 'six requests in ten minutes: with fewer, a single failure is half of all');

/** The objectives of an author; those that nobody can hold, or miss, are rejected. */
export function objectivesOf(
  scope: Construct,
  slo: Slo,
  of: Pick<Objective, 'namespace' | 'service' | 'does'>,
): readonly Objective[] {
  const { availability, latency, window = '30d' } = slo;
  const days = (parseDuration(window) ?? 0) / 86400;
  if (!(days > 0)) {
    reject(scope, {
      rule: 'slo-burn',
      message: `window "${window}" of the objectives is no number of days`,
      why: 'How fast a budget is spent is told by how long it must last.',
      fix: "window: '30d'",
      property: { object: slo, key: 'window' },
    });
    return [];
  }
  const floor = from(slo, 'floor') ?? rare;
  const own: Objective[] = [];
  if (availability !== undefined && holds(scope, slo, 'availability', availability, days))
    own.push({ ...of, name: 'availability', objective: from(slo, 'availability') ?? availability, days, floor });
  if (latency && holds(scope, latency, 'objective', latency.objective, days) && measured(scope, latency, of.does)) {
    const objective = from(latency, 'objective');
    own.push({ ...of, name: 'latency', objective, within: latency.within, days, floor });
  }
  return own;
}

/** Whether a burn of the fastest alert is possible at all, and whether there is a budget. */
function holds(scope: Construct, object: object, key: string, objective: number, days: number): boolean {
  const fastest = Math.max(...burnRates.map((rate) => factorFor(rate, days)));
  const refuse = (message: string, why: string, fix: string): false => {
    reject(scope, { rule: 'slo-burn', message, why, fix, property: { object, key } });
    return false;
  };
  if (objective === 1) {
    const why = 'There is no budget: the first failure in a month has spent it, and every change is a risk.';
    return refuse('an objective of 100 % can only be missed', why, `${key}: 0.999 allows 43 minutes in thirty days.`);
  }
  if (!(objective > 0 && objective < 1)) {
    const meant = objective > 1 && objective < 100 ? Number((objective / 100).toPrecision(6)) : 0.999;
    const why = 'An objective is a share: a number from 0 to 1.';
    return refuse(
      `objective ${objective} is no share between 0 and 1`,
      why,
      `${key}: ${meant} is ${formatPercent(meant)}.`,
    );
  }
  if (fastest * (1 - objective) >= 1) {
    const least = 1 - 1 / fastest;
    const why = `The alert for a fast burn waits for ${Number((fastest * (1 - objective)).toPrecision(3))} times as many failures as there are requests.`;
    return refuse(
      `objective ${formatPercent(objective)} is too low: its budget cannot be spent ${fastest} times too fast`,
      why,
      `Above ${formatPercent(Math.ceil(least * 1000) / 1000)}, or a threshold on the error ratio instead: alerts.HighErrorRate.`,
    );
  }
  return true;
}

function measured(scope: Construct, latency: NonNullable<Slo['latency']>, does: Objective['does']): boolean {
  const { buckets = [] } =
    does === 'requests' ? requests.http_request_duration_seconds : tasks.celery_task_duration_seconds;
  if (buckets.includes(latency.within)) return true;
  reject(scope, {
    rule: 'slo-burn',
    message: `${latency.within} s is none of the bounds ${buckets.join(', ')} of the histogram`,
    why: 'How many were answered within that time is not known.',
    fix: `within: ${buckets.toSorted((a, b) => Math.abs(a - latency.within) - Math.abs(b - latency.within))[0]}`,
    property: { object: latency, key: 'within' },
  });
  return false;
}

/** The share of failures at which a budget is spent so many times too fast. */
export function burnLimit({ objective }: Objective, factor: number): Input<number> {
  return combine([objective], (share: number) => Number((factor * (1 - share)).toPrecision(12)));
}
