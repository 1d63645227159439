import {
  type Aggregate,
  type Binary,
  type BinaryOperator,
  type Expr,
  type Grouping,
  type Matching,
  negationPrecedence,
  type Problem,
  precedence,
  type Span,
} from './ast.js';
import { Cursor, spanOf } from './cursor.js';
import { aggregations, functions } from './functions.js';
import { selector, withRange, withShift } from './parse-selector.js';
import { SyntaxProblem, type Token } from './tokens.js';
import { typeOf } from './types.js';

export type Parsed = { readonly expr: Expr } | { readonly problem: Problem };

/**
 * Reads a PromQL query. Syntax only: {@link typeProblems} says what a server refuses besides. Of the syntax that needs
 * a feature flag (arithmetic of durations, `smoothed`, `anchored`, `fill`) nothing is read.
 * Source: Prometheus, promql/parser/generated_parser.y.
 */
export function parse(query: string): Parsed {
  try {
    const cursor = new Cursor(query);
    if (cursor.peek().kind === 'end') throw cursor.unexpected('a query');
    const expr = binary(cursor, 0);
    if (cursor.peek().kind !== 'end') throw cursor.unexpected('an operator, or the end of the query');
    return { expr };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error.problem };
    throw error;
  }
}

const operators: ReadonlySet<string> = new Set('^ * / % atan2 + - == != <= < >= > and unless or'.split(' '));

function operatorOf({ kind, text }: Token): BinaryOperator | undefined {
  const name = kind === 'word' ? text.toLowerCase() : text;
  return (kind === 'word' || kind === 'symbol') && operators.has(name) ? (name as BinaryOperator) : undefined;
}

/** Operators that bind at least as tightly as `floor`, from the left; `^` from the right. */
function binary(cursor: Cursor, floor: number): Expr {
  let left = unary(cursor);
  for (;;) {
    const op = operatorOf(cursor.peek());
    if (op === undefined || precedence(op) < floor) return left;
    cursor.next();
    const bool = cursor.word('bool') ? { bool: true as const } : {};
    const matching = matchingOf(cursor);
    const right = binary(cursor, op === '^' ? precedence(op) : precedence(op) + 1);
    const span = { from: start(left), to: end(right) };
    const node: Binary = matching
      ? { kind: 'binary', op, left, right, ...bool, matching, span }
      : { kind: 'binary', op, left, right, ...bool, span };
    left = node;
  }
}

function matchingOf(cursor: Cursor): Matching | undefined {
  const mode = cursor.word('on', 'ignoring');
  if (mode === undefined) return undefined;
  const labels = labelList(cursor);
  const group = cursor.word('group_left', 'group_right');
  if (group === undefined) return { mode, labels };
  const include = cursor.is('(') ? labelList(cursor) : [];
  return { mode, labels, group: { side: group === 'group_left' ? 'left' : 'right', include } };
}

function unary(cursor: Cursor): Expr {
  const sign = cursor.symbol('-', '+');
  if (sign === undefined) return postfix(cursor);
  const of = binary(cursor, negationPrecedence + 1);
  if (sign.text === '+') {
    const type = typeOf(of);
    if (type === 'scalar' || type === 'vector') return of;
    throw new SyntaxProblem({ message: 'a plus sign takes a number or an instant vector', span: spanOf(sign) });
  }
  const span = { from: sign.from, to: end(of) };
  return of.kind === 'number' && of.text === undefined
    ? { kind: 'number', value: -of.value, span }
    : { kind: 'negation', of, span };
}

/** `[5m]`, `[1h:5m]`, `offset 1w`, `@ start()`: as many as there are. */
function postfix(cursor: Cursor): Expr {
  let wrapped = cursor.is('(');
  let expr = primary(cursor);
  for (;;) {
    const next = cursor.is('[') ? withRange(cursor, expr, wrapped) : withShift(cursor, expr, wrapped);
    if (next === undefined) return expr;
    expr = next;
    wrapped = false;
  }
}

function primary(cursor: Cursor): Expr {
  const token = cursor.peek();
  if (token.kind === 'number' || token.kind === 'duration') {
    cursor.next();
    return cursor.numberOf(token);
  }
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'string', value: token.text, span: spanOf(token) };
  }
  if (cursor.is('(')) {
    cursor.next();
    const inner = binary(cursor, 0);
    const closed = cursor.expect(')');
    return { ...inner, span: { from: token.from, to: closed.to } };
  }
  if (cursor.is('{')) return selector(cursor);
  if (token.kind !== 'word') throw cursor.unexpected('a metric, a function or a number');
  return named(cursor, token);
}

function named(cursor: Cursor, token: Token): Expr {
  const name = token.text.toLowerCase();
  const { kind, text } = cursor.second();
  const called = kind === 'symbol' && text === '(';
  if (aggregations.has(name) && (called || (kind === 'word' && /^(?:by|without)$/i.test(text))))
    return aggregate(cursor, name);
  if (called) return call(cursor, token);
  if (name === 'inf' || name === 'nan') {
    cursor.next();
    return cursor.numberOf(token);
  }
  if (['bool', 'on', 'ignoring', 'group_left', 'group_right'].includes(name)) throw cursor.unexpected('a metric');
  return selector(cursor);
}

function call(cursor: Cursor, { text, from }: Token): Expr {
  if (!functions.has(text)) throw cursor.unknownFunction();
  cursor.next();
  const { args, to } = argumentsOf(cursor);
  return { kind: 'call', name: text, args, span: { from, to } };
}

function aggregate(cursor: Cursor, op: string): Aggregate {
  const { from } = cursor.next();
  const before = grouping(cursor);
  const { args, to } = argumentsOf(cursor);
  const after = before ?? grouping(cursor);
  const [first, second] = args;
  const wanted = aggregations.get(op) === undefined ? 1 : 2;
  const span = { from, to: after && !before ? cursor.before() : to };
  if (args.length !== wanted || first === undefined) {
    const message = `"${op}" takes ${wanted === 1 ? 'one argument' : 'two arguments'}, got ${args.length}`;
    throw new SyntaxProblem({ message, span });
  }
  const operands = second ? { param: first, of: second } : { of: first };
  return { kind: 'aggregate', op, ...(after ? { grouping: after } : {}), ...operands, span };
}

function grouping(cursor: Cursor): Grouping | undefined {
  const mode = cursor.word('by', 'without');
  return mode && { mode, labels: labelList(cursor) };
}

function argumentsOf(cursor: Cursor): { args: readonly Expr[]; to: number } {
  const args: Expr[] = [];
  cursor.expect('(');
  while (!cursor.is(')')) {
    args.push(binary(cursor, 0));
    if (!cursor.symbol(',')) break;
    if (cursor.is(')')) throw cursor.unexpected('an argument');
  }
  return { args, to: cursor.expect(')').to };
}

function labelList(cursor: Cursor): readonly string[] {
  cursor.expect('(');
  const labels: string[] = [];
  while (!cursor.is(')')) {
    labels.push(cursor.label());
    if (!cursor.symbol(',')) break;
  }
  cursor.expect(')');
  return labels;
}

function start({ span }: { readonly span?: Span }): number {
  return span?.from ?? 0;
}

function end({ span }: { readonly span?: Span }): number {
  return span?.to ?? 0;
}
