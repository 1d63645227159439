import type { Expr, Matcher, MatchOperator, Selector, Shift, Subquery } from './ast.js';
import { type Cursor, spanOf } from './cursor.js';
import { matchesEmpty as isEmptyPattern, regexProblem } from './regex.js';
import { SyntaxProblem } from './tokens.js';

/** `up`, `up{job="x"}`, `{__name__="up"}`, `{"up", job="x"}`. */
export function selector(cursor: Cursor): Selector {
  const { from } = cursor.peek();
  const metric = cursor.peek().kind === 'word' ? cursor.next().text : undefined;
  const { matchers, quoted } = cursor.is('{') ? braces(cursor) : { matchers: [], quoted: undefined };
  const span = { from, to: cursor.before() };
  const named = matchers.find(({ label }) => label === '__name__');
  if ([metric, quoted, named].filter((one) => one !== undefined).length > 1 && (metric || quoted !== undefined))
    throw new SyntaxProblem({ message: 'the name of the metric is set twice', span });
  const name = metric ?? quoted;
  if (name === undefined && matchers.every(matchesEmpty))
    throw new SyntaxProblem({ message: 'a selector without a metric needs a matcher that cannot be empty', span });
  return name === undefined ? { kind: 'selector', matchers, span } : { kind: 'selector', metric: name, matchers, span };
}

function braces(cursor: Cursor): { matchers: readonly Matcher[]; quoted: string | undefined } {
  const matchers: Matcher[] = [];
  let quoted: string | undefined;
  cursor.expect('{');
  while (!cursor.is('}')) {
    const first = cursor.peek();
    const label = cursor.label();
    if (first.kind === 'string' && (cursor.is(',') || cursor.is('}'))) {
      if (quoted !== undefined)
        throw new SyntaxProblem({ message: 'the name of the metric is set twice', span: spanOf(first) });
      quoted = label;
    } else {
      const op = cursor.symbol('=', '!=') ?? cursor.symbol('=~', '!~');
      if (!op) throw cursor.unexpected('one of =, !=, =~, !~');
      const value = cursor.peek();
      if (value.kind !== 'string') throw cursor.unexpected('a value in quotes');
      cursor.next();
      const problem = op.text.endsWith('~') ? regexProblem(value.text) : undefined;
      if (problem)
        throw new SyntaxProblem({
          message: `pattern "${value.text}" is no regular expression: ${problem}`,
          span: spanOf(value),
        });
      matchers.push({
        label,
        op: op.text as MatchOperator,
        value: value.text,
        span: { from: first.from, to: value.to },
      });
    }
    if (!cursor.symbol(',')) break;
  }
  cursor.expect('}');
  return { matchers, quoted };
}

function matchesEmpty({ op, value }: Matcher): boolean {
  if (op === '=') return value === '';
  if (op === '!=') return value !== '';
  const empty = isEmptyPattern(value);
  return op === '=~' ? empty : !empty;
}

/** What `[` begins: a range or a subquery. `wrapped`: the operand stands in parentheses. */
export function withRange(cursor: Cursor, of: Expr, wrapped: boolean): Expr {
  cursor.expect('[');
  const window = cursor.duration();
  const subquery = cursor.symbol(':') !== undefined;
  const step = subquery && !cursor.is(']') ? cursor.duration() : undefined;
  const { to } = cursor.expect(']');
  const span = { from: of.span?.from ?? 0, to };
  if (subquery) return { kind: 'subquery', of, window, ...(step === undefined ? {} : { step }), span };
  if (of.kind === 'selector' && !isShifted(of) && !wrapped) return { kind: 'range', of, window, span };
  const message =
    of.kind === 'selector'
      ? 'a range stands right behind its selector: before offset and @, without parentheses'
      : `a range can be taken of a selector alone; of an expression it is a subquery: [${window}:]`;
  throw new SyntaxProblem({ message, span });
}

function isShifted({ offset, at }: Shift): boolean {
  return offset !== undefined || at !== undefined;
}

/** `offset 1w` or `@ …` behind a selector, a range or a subquery; undefined when neither follows. */
export function withShift(cursor: Cursor, of: Expr, wrapped: boolean): Expr | undefined {
  const shift = shiftOf(cursor);
  if (!shift) return undefined;
  const what = 'offset' in shift ? 'offset' : '@';
  const span = { from: of.span?.from ?? 0, to: cursor.before() };
  const target = of.kind === 'range' ? of.of : of;
  if (wrapped || (target.kind !== 'selector' && target.kind !== 'subquery'))
    throw new SyntaxProblem({ message: `${what} stands behind a selector or a subquery`, span });
  if (Object.keys(shift).some((key) => target[key as keyof Shift] !== undefined))
    throw new SyntaxProblem({ message: `${what} is set twice`, span });
  const shifted: Selector | Subquery = { ...target, ...shift, span };
  return of.kind === 'range' && shifted.kind === 'selector' ? { ...of, of: shifted, span } : shifted;
}

function shiftOf(cursor: Cursor): Shift | undefined {
  if (cursor.word('offset')) {
    const sign = cursor.symbol('-') ? '-' : '';
    return { offset: sign + cursor.duration() };
  }
  if (!cursor.symbol('@')) return undefined;
  const edge = cursor.word('start', 'end');
  if (edge) {
    cursor.expect('(');
    cursor.expect(')');
    return { at: `${edge}()` };
  }
  const sign = cursor.symbol('-', '+')?.text === '-' ? '-' : '';
  const { kind, text } = cursor.peek();
  if (kind !== 'number') throw cursor.unexpected('a time in seconds, start() or end()');
  cursor.next();
  return { at: sign + text };
}
