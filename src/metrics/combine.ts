import type { BinaryOperator, Expr } from './promql/ast.js';
import { now, number, Query } from './query.js';

type Aggregation = 'sum' | 'min' | 'max' | 'avg' | 'count';

/** One value for each set of these labels, which the query must carry. None: one value for all. */
function aggregate<Label extends string, const By extends Label = never>(
  op: Aggregation,
  query: Query<Label>,
  by: readonly By[],
): Query<By> {
  return new Query({ kind: 'aggregate', op, grouping: { mode: 'by', labels: by }, of: query.expr });
}

export function sum<Label extends string, const By extends Label = never>(query: Query<Label>, by: readonly By[]) {
  return aggregate('sum', query, by);
}

export function max<Label extends string, const By extends Label = never>(query: Query<Label>, by: readonly By[]) {
  return aggregate('max', query, by);
}

export function min<Label extends string, const By extends Label = never>(query: Query<Label>, by: readonly By[]) {
  return aggregate('min', query, by);
}

export function avg<Label extends string, const By extends Label = never>(query: Query<Label>, by: readonly By[]) {
  return aggregate('avg', query, by);
}

export function count<Label extends string, const By extends Label = never>(query: Query<Label>, by: readonly By[]) {
  return aggregate('count', query, by);
}

/** A number, or a query with the very same labels. */
type Side<Label extends string> = number | Query<Label>;

/** `part / whole`; nothing where the whole is not above the floor, so that idleness is no failure. */
export function ratio<Label extends string>(part: Query<Label>, whole: Query<Label>, floor = 0): Query<Label> {
  return binary('/', part, binary('>', whole, floor));
}

/**
 * The part, 0 where it has no series though the whole has some: a counter of failures appears with the first failure.
 */
export function orNone<Label extends string>(part: Query<Label>, whole: Query<Label>): Query<Label> {
  return binary('or', part, binary('*', whole, 0));
}

export function divide<Label extends string>(a: Query<Label>, b: Side<Label>): Query<Label> {
  return binary('/', a, b);
}

/** What is missing from a share: `1 - share`. */
export function rest<Label extends string>(share: Query<Label>): Query<Label> {
  return new Query({ kind: 'binary', op: '-', left: number(1), right: share.expr });
}

/** Seconds since a point in time. */
export function since<Label extends string>(timestamp: Query<Label>): Query<Label> {
  return new Query({ kind: 'binary', op: '-', left: now, right: timestamp.expr });
}

/** Seconds until a point in time. */
export function until<Label extends string>(timestamp: Query<Label>): Query<Label> {
  return new Query({ kind: 'binary', op: '-', left: timestamp.expr, right: now });
}

/** Only what holds stays; the value is that of the first side. */
export function above<Label extends string>(a: Query<Label>, b: Side<Label>): Query<Label> {
  return binary('>', a, b);
}

export function below<Label extends string>(a: Query<Label>, b: Side<Label>): Query<Label> {
  return binary('<', a, b);
}

export function atLeast<Label extends string>(a: Query<Label>, b: Side<Label>): Query<Label> {
  return binary('>=', a, b);
}

export function equals<Label extends string>(a: Query<Label>, b: Side<Label>): Query<Label> {
  return binary('==', a, b);
}

/** What is in both; matched on labels that both carry, all of them where none is named. */
export function and<A extends string, B extends string, const On extends A & B = never>(
  a: Query<A>,
  b: Query<B>,
  ...on: [A] extends [B] ? ([B] extends [A] ? [on?: readonly On[]] : [on: readonly On[]]) : [on: readonly On[]]
): Query<A> {
  return joined('and', a, b, on[0]);
}

/** What is in the first and not in the second. */
export function unless<A extends string, B extends string, const On extends A & B = never>(
  a: Query<A>,
  b: Query<B>,
  ...on: [A] extends [B] ? ([B] extends [A] ? [on?: readonly On[]] : [on: readonly On[]]) : [on: readonly On[]]
): Query<A> {
  return joined('unless', a, b, on[0]);
}

/** What is in either; of what is in both, the first. */
export function or<Label extends string>(a: Query<Label>, b: Query<Label>): Query<Label> {
  return binary('or', a, b);
}

function binary<Label extends string>(op: BinaryOperator, a: Query<Label>, b: Side<Label>): Query<Label> {
  return new Query({ kind: 'binary', op, left: a.expr, right: side(b) });
}

function joined<A extends string>(
  op: BinaryOperator,
  a: Query<A>,
  b: Query<string> | { readonly expr: Expr },
  on: readonly string[] | undefined,
): Query<A> {
  const matching = on ? { matching: { mode: 'on' as const, labels: on } } : {};
  return new Query({ kind: 'binary', op, left: a.expr, right: b.expr, ...matching });
}

function side(given: number | { readonly expr: Expr }): Expr {
  return typeof given === 'number' ? number(given) : given.expr;
}
