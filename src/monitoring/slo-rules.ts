import { combine, plain, preset } from '../construct/traced.js';
import { type BurnRate, burnRates, burnWindows, factorFor } from '../metrics/burn-rate.js';
import { requests, tasks } from '../metrics/catalogue/requests.js';
import { above, and, orNone, ratio, rest, sum } from '../metrics/combine.js';
import { shareAbove } from '../metrics/histogram.js';
import { exporter, gauge, type Metric } from '../metrics/metric.js';
import { format } from '../metrics/promql/format.js';
import { like, number, Query, rate, value } from '../metrics/query.js';
import type { Asked } from './alert.js';
import type { Recording, RuleGroup } from './alert-rules.js';
import type { ResolvedAlert } from './resolve.js';
import { burnLimit, type Objective } from './slo.js';
import { burnProof } from './slo-proof.js';

type Kept = 'namespace' | 'service' | 'slo';

/** Name of the series that keeps the share of failures over a window. */
export function ratioName(window: string): string {
  return `slo:error_ratio:rate${window}`;
}

function kept(window: string): Metric<Kept, 'gauge'> {
  const name = ratioName(window);
  return { ...exporter([], { ratio: gauge(['namespace', 'service', 'slo']) }).ratio, name };
}

/** The share of failures of an objective over a window. Nothing where there are fewer requests than its floor. */
function failures(objective: Objective, window: string, floor: number): Asked {
  const { namespace, service, does, within } = objective;
  if (does === 'requests') {
    const [where, by] = [{ namespace, service }, ['namespace', 'service'] as const];
    if (within !== undefined)
      return shareAbove(within, requests.http_request_duration_seconds, { where, window, by, floor });
    const all = sum(rate(requests.http_requests_total, where, window), by);
    const failed = sum(rate(requests.http_requests_total, { ...where, status: like('5..') }, window), by);
    return ratio(orNone(failed, all), all, floor);
  }
  const [where, by] = [{ namespace, container: service }, ['namespace'] as const];
  if (within !== undefined) return shareAbove(within, tasks.celery_task_duration_seconds, { where, window, by, floor });
  const all = sum(rate(tasks.celery_task_total, where, window), by);
  return ratio(orNone(sum(rate(tasks.celery_task_failed_total, where, window), by), all), all, floor);
}

function record(objective: Objective, window: string): Recording {
  const { service, name } = objective;
  return {
    record: ratioName(window),
    expr: combine([objective.floor], (floor: number) => format(failures(objective, window, floor).expr)),
    labels: { service, slo: name },
  };
}

/** What is left of the budget: 1 at first, 0 when it is spent, less when it is overdrawn. */
function budgetLeft(objective: Objective): Recording {
  const { service, name, days } = objective;
  const left = (share: number) => {
    const budget = number(Number((1 - share).toPrecision(12)));
    const spent = failures(objective, `${days}d`, 0).expr;
    return format(rest(new Query({ kind: 'binary', op: '/', left: spent, right: budget })).expr);
  };
  return {
    record: 'slo:error_budget:left',
    expr: combine([objective.objective], left),
    labels: { service, slo: name },
  };
}

function burnAlert(objective: Objective, burn: BurnRate): ResolvedAlert {
  const { namespace, service, name, days } = objective;
  const factor = Number(factorFor(burn, days).toPrecision(6));
  const limit = burnLimit(objective, factor);
  const where = { namespace, service, slo: name };
  return {
    alert: `ErrorBudgetBurn${burn.long}`,
    expr: combine([limit], (share: number) =>
      format(and(above(value(kept(burn.long), where), share), above(value(kept(burn.short), where), share)).expr),
    ),
    for: preset(
      burn.severity === 'critical' ? ('2m' as const) : ('15m' as const),
      'the short window ends it soon enough',
    ),
    severity: preset(burn.severity, 'a fast burn wakes somebody up, a slow one waits for the morning'),
    labels: { service },
    summary: summaryOf(service, factor),
    description: `{{ $value | humanizePercentage }} of the last ${burn.long} missed the objective "${name}": at this rate the budget of ${days} days is gone in ${gone(days, factor)}.`,
    proof: () => burnProof(objective, burn, plain(limit)),
  };
}

/** At factor 1 the budget lasts its days exactly; the alert fires above that. */
function summaryOf(service: string, factor: number): string {
  return factor === 1
    ? `${service} spends its error budget faster than it comes back`
    : `${service} spends its error budget ${factor} times too fast`;
}

function gone(days: number, factor: number): string {
  const left = days / factor;
  return left < 3 ? `${Math.round(left * 24)} hours` : `${Math.round(left)} days`;
}

const slow = preset('5m' as const, 'windows of days change slowly, and reading them is work');

/** Rules of an objective: shares of failures over all windows, burn rates, and what is left of the budget. */
export function sloGroups(objective: Objective): readonly RuleGroup[] {
  const { name } = objective;
  const fast = burnRates.filter(({ severity }) => severity === 'critical');
  const other = burnRates.filter(({ severity }) => severity === 'warning');
  const isFast = (window: string) => fast.some(({ long, short }) => long === window || short === window);
  return [
    {
      name: `slo-${name}`,
      records: burnWindows.filter(isFast).map((window) => record(objective, window)),
      alerts: fast.map((burn) => burnAlert(objective, burn)),
    },
    {
      name: `slo-${name}-slow`,
      interval: slow,
      records: [
        ...burnWindows.filter((window) => !isFast(window)).map((window) => record(objective, window)),
        budgetLeft(objective),
      ],
      alerts: other.map((burn) => burnAlert(objective, burn)),
    },
  ];
}
