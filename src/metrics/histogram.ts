import { rest } from './combine.js';
import type { Metric } from './metric.js';
import type { Expr } from './promql/ast.js';
import { number, overRange, Query, type Where } from './query.js';

/** Which observations: of which series, over which window, and by which labels they are told apart. */
export interface Observed<Label extends string, By extends Label> {
  readonly where: Where<Label>;
  readonly window: string;
  readonly by: readonly By[];
  /** Where fewer are observed in a second, a share says nothing. Default 0. */
  readonly floor?: number;
}

/**
 * The value that this share of observations stays below, estimated from the buckets around it. Never above the last
 * bucket's bound: compare it with nothing that lies there, and ask {@link shareAbove} for a limit.
 * Source: Prometheus, "Functions: histogram_quantile()".
 */
export function quantile<Label extends string, const By extends Label>(
  share: number,
  metric: Metric<Label, 'histogram'>,
  { where, window, by }: Observed<Label, By>,
): Query<By> {
  const buckets = overRange<Label>('rate', `${metric.name}_bucket`, where, window);
  const of = sumBy(buckets.expr, ['le', ...by]);
  return new Query({ kind: 'call', name: 'histogram_quantile', args: [number(share), of] });
}

/**
 * Share of observations above a bucket's bound: exact, for any share and the last bound too. Unit: 0-1. Nothing where
 * nothing was observed.
 */
export function shareAbove<Label extends string, const By extends Label>(
  bound: number,
  metric: Metric<Label, 'histogram'>,
  { where, window, by, floor = 0 }: Observed<Label, By>,
): Query<By> {
  const within = overRange<Label>('rate', `${metric.name}_bucket`, { ...where, le: formatBound(bound) }, window);
  const all = observed(metric, { where, window, by });
  const whole: Expr = { kind: 'binary', op: '>', left: all.expr, right: number(floor) };
  return rest(new Query<By>({ kind: 'binary', op: '/', left: sumBy(within.expr, by), right: whole }));
}

/** Observations in a second. */
function observed<Label extends string, const By extends Label>(
  metric: Metric<Label, 'histogram'>,
  { where, window, by }: Observed<Label, By>,
): Query<By> {
  return new Query(sumBy(overRange<Label>('rate', `${metric.name}_count`, where, window).expr, by));
}

/** A bound as the Python client, and Prometheus 3, write it into `le`: `0.5`, `1.0`. */
export function formatBound(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function sumBy(of: Expr, labels: readonly string[]): Expr {
  return { kind: 'aggregate', op: 'sum', grouping: { mode: 'by', labels }, of };
}
