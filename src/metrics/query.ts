import { byCodeUnits } from '../manifest/yaml/write-yaml.js';
import type { Metric } from './metric.js';
import type { Expr, Matcher, MatchOperator, Selector } from './promql/ast.js';
import { format } from './promql/format.js';

/**
 * A query that yields one value a set of labels. The labels that its result carries are part of its type: what asks
 * for another does not compile.
 */
export class Query<Label extends string = string> {
  /** Never there: makes queries with other labels another type, in both directions. */
  declare protected readonly labels: (label: Label) => Label;

  constructor(readonly expr: Expr) {}

  /** The query as PromQL. */
  toString(): string {
    return format(this.expr);
  }
}

/** How a label is asked for, where it is not by its exact value. */
export interface Match {
  readonly op: MatchOperator;
  readonly value: string;
}

/** Which series of a metric: a text must be equal. A label that the metric does not have does not compile. */
export type Where<Label extends string> = { readonly [Name in Label]?: string | Match };

/** Matches a regular expression (RE2) as a whole. */
export function like(value: string): Match {
  return { op: '=~', value };
}

/** Does not match a regular expression. */
export function unlike(value: string): Match {
  return { op: '!~', value };
}

/** Is not this value. */
export function not(value: string): Match {
  return { op: '!=', value };
}

/** The last value of each series. Of a histogram: how many observations there were. */
export function value<Label extends string>(
  metric: Metric<Label, 'gauge' | 'counter'>,
  where: Where<Label> = {},
): Query<Label> {
  return new Query(selector(metric.name, where));
}

/** How much a counter grows in a second, over a window. Unit: the metric's in a second. */
export function rate<Label extends string>(
  metric: Metric<Label, 'counter'>,
  where: Where<Label>,
  window: string,
): Query<Label> {
  return overRange('rate', metric.name, where, window);
}

/** How much a counter has grown over a window. */
export function increase<Label extends string>(
  metric: Metric<Label, 'counter'>,
  where: Where<Label>,
  window: string,
): Query<Label> {
  return overRange('increase', metric.name, where, window);
}

/** What a gauge will be if it goes on as it did over a window. */
export function foreseen<Label extends string>(
  metric: Metric<Label, 'gauge'>,
  where: Where<Label>,
  { window, ahead }: { readonly window: string; readonly ahead: number },
): Query<Label> {
  const { expr } = overRange('predict_linear', metric.name, where, window);
  return expr.kind === 'call' ? new Query({ ...expr, args: [...expr.args, number(ahead)] }) : new Query(expr);
}

/**
 * 1 where no series matches. Carries only the labels that were asked for by their exact value.
 * Source: Prometheus, "Functions: absent()".
 */
export function absent<Label extends string, const Asked extends Where<Label>>(
  metric: Metric<Label, 'gauge' | 'counter'>,
  where: Asked,
): Query<keyof Asked & Label> {
  return new Query({ kind: 'call', name: 'absent', args: [selector(metric.name, where)] });
}

/** The time at which the query is asked. Unit: seconds since 1970. */
export const now: Expr = { kind: 'call', name: 'time', args: [] };

/** A selector by name and matchers, the matchers in the order of their labels. */
function selector(metric: string, where: Readonly<Record<string, string | Match | undefined>>): Selector {
  const matchers: Matcher[] = [];
  for (const label of byCodeUnits(Object.keys(where))) {
    const match = where[label];
    if (match === undefined) continue;
    matchers.push(
      typeof match === 'string' ? { label, op: '=', value: match } : { label, op: match.op, value: match.value },
    );
  }
  return { kind: 'selector', metric, matchers };
}

/** A function of a range. */
export function overRange<Label extends string>(
  name: string,
  metric: string,
  where: Readonly<Record<string, string | Match | undefined>>,
  window: string,
): Query<Label> {
  return new Query({ kind: 'call', name, args: [{ kind: 'range', of: selector(metric, where), window }] });
}

export function number(value: number): Expr {
  return { kind: 'number', value };
}
