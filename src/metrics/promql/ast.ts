/** Where a node stands in the text it was read from; absent for a node that was built. UTF-16 offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Node {
  readonly span?: Span;
}

/** A PromQL expression. Parentheses are no nodes: the shape of the tree says what binds to what. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | Selector
  | RangeSelector
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Negation;

export interface NumberLiteral extends Node {
  readonly kind: 'number';
  readonly value: number;
  /** As it was written, where that says more than the value: `0x1F`, `5m`. */
  readonly text?: string;
}

export interface StringLiteral extends Node {
  readonly kind: 'string';
  readonly value: string;
}

/** Shifts the time of a selector or subquery. Texts are those of PromQL: `1w`, `-5m`; `start()`, `1609746000`. */
export interface Shift {
  readonly offset?: string;
  readonly at?: string;
}

/** `http_requests_total{job="waste-api"}` */
export interface Selector extends Node, Shift {
  readonly kind: 'selector';
  /** Absent where only matchers select; a matcher of `__name__` is among them then. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher extends Node {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** `http_requests_total[5m]` */
export interface RangeSelector extends Node {
  readonly kind: 'range';
  readonly of: Selector;
  /** A Prometheus duration. */
  readonly window: string;
}

/** `max(x)[1h:5m]` */
export interface Subquery extends Node, Shift {
  readonly kind: 'subquery';
  readonly of: Expr;
  readonly window: string;
  /** The evaluation interval when absent. */
  readonly step?: string;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
}

export interface Aggregate extends Node {
  readonly kind: 'aggregate';
  readonly op: string;
  /** `by` with no labels when absent. */
  readonly grouping?: Grouping;
  /** The first argument of `topk`, `quantile` … */
  readonly param?: Expr;
  readonly of: Expr;
}

export interface Grouping {
  readonly mode: 'by' | 'without';
  readonly labels: readonly string[];
}

export type BinaryOperator =
  | '^'
  | '*'
  | '/'
  | '%'
  | 'atan2'
  | '+'
  | '-'
  | '=='
  | '!='
  | '<='
  | '<'
  | '>='
  | '>'
  | 'and'
  | 'unless'
  | 'or';

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  /** A comparison that answers 0 or 1 instead of dropping what does not hold. */
  readonly bool?: true;
  readonly matching?: Matching;
}

/** Which series of the two sides belong together: all labels equal when absent. */
export interface Matching {
  readonly mode: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** Several series of one side for one of the other, and labels taken over from the one. */
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
}

export interface Negation extends Node {
  readonly kind: 'negation';
  readonly of: Expr;
}

/** Something wrong with a query, and where. */
export interface Problem {
  /** Subject first, no full stop. */
  readonly message: string;
  readonly span: Span;
}

const precedences: Readonly<Record<BinaryOperator, number>> = {
  or: 0,
  and: 1,
  unless: 1,
  '==': 2,
  '!=': 2,
  '<=': 2,
  '<': 2,
  '>=': 2,
  '>': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '%': 4,
  atan2: 4,
  '^': 5,
};

/** How tightly an operator binds: 0 (`or`) to 5 (`^`). Source: Prometheus, "Operators: Binary operator precedence". */
export function precedence(op: BinaryOperator): number {
  return precedences[op];
}

/** What a minus sign in front binds as: tighter than `*`, looser than `^`. */
export const negationPrecedence = 4;

export function isComparison(op: BinaryOperator): boolean {
  return precedence(op) === 2;
}

export function isSetOperator(op: BinaryOperator): boolean {
  return precedence(op) < 2;
}
