import {
  type Aggregate,
  type Binary,
  type BinaryOperator,
  type Expr,
  isSetOperator,
  type Matching,
  negationPrecedence,
  precedence,
  type Selector,
  type Shift,
} from './ast.js';
import { written } from './written.js';

/** Longest line that is not broken. */
const width = 100;

/**
 * A query as text: one line where it fits, else one operand a line, each behind its operator. The
 * same tree gives the same text, and reading it back gives the same tree.
 */
export function format(expr: Expr): string {
  return finished(block(expr, 0), expr);
}

/** A query on one line. */
export function formatInline(expr: Expr): string {
  return finished(inline(expr), expr);
}

/** The nodes of a query on one line each: whether one fits is asked at every level above it, its line is made once. */
const lines = new Map<Expr, string>();

function finished(text: string, expr: Expr): string {
  lines.clear();
  return written(text, expr);
}

/** `taken`: columns of the first line that are not free. */
function block(expr: Expr, indent: number, taken = indent): string {
  const flat = inline(expr);
  if (fits(expr, taken)) return flat;
  const pad = ' '.repeat(indent);
  const deeper = `${pad}  `;
  switch (expr.kind) {
    case 'binary': {
      const op = operator(expr);
      const behind = indent + op.length + 1;
      const left = wrapsLeft(expr) ? nested(expr.left, indent, indent) : block(expr.left, indent);
      // An operation that needs lines of its own would be read as part of this one.
      const isLong = expr.right.kind === 'binary' && !fits(expr.right, behind);
      const right = isLong || wrapsRight(expr) ? nested(expr.right, indent, behind) : block(expr.right, indent, behind);
      return `${left}\n${pad}${op} ${right}`;
    }
    case 'aggregate': {
      const args = [...(expr.param ? [expr.param] : []), expr.of].map((arg) => deeper + block(arg, indent + 2));
      return `${head(expr)}(\n${args.join(',\n')}\n${pad})`;
    }
    case 'call': {
      const args = expr.args.map((arg) => deeper + block(arg, indent + 2));
      return `${expr.name}(\n${args.join(',\n')}\n${pad})`;
    }
    default:
      return flat;
  }
}

function fits(expr: Expr, taken: number): boolean {
  return inline(expr).length + taken <= width;
}

function nested(expr: Expr, indent: number, taken: number): string {
  if (fits(expr, taken + 2)) return `(${inline(expr)})`;
  const pad = ' '.repeat(indent);
  return `(\n${pad}  ${block(expr, indent + 2)}\n${pad})`;
}

function inline(expr: Expr): string {
  const known = lines.get(expr);
  if (known !== undefined) return known;
  const line = lineOf(expr);
  lines.set(expr, line);
  return line;
}

function lineOf(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text ?? formatNumber(expr.value);
    case 'string':
      return quote(expr.value);
    case 'selector':
      return selector(expr) + shift(expr);
    case 'range':
      return `${selector(expr.of)}[${expr.window}]${shift(expr.of)}`;
    case 'subquery': {
      const of = isOperand(expr.of) ? inline(expr.of) : `(${inline(expr.of)})`;
      return `${of}[${expr.window}:${expr.step ?? ''}]${shift(expr)}`;
    }
    case 'call':
      return `${expr.name}(${expr.args.map(inline).join(', ')})`;
    case 'aggregate':
      return `${head(expr)}(${expr.param ? `${inline(expr.param)}, ` : ''}${inline(expr.of)})`;
    case 'negation':
      return `-${bindsBelow(expr.of, negationPrecedence + 1) ? `(${inline(expr.of)})` : inline(expr.of)}`;
    case 'binary': {
      const left = wrapsLeft(expr) ? `(${inline(expr.left)})` : inline(expr.left);
      const right = wrapsRight(expr) ? `(${inline(expr.right)})` : inline(expr.right);
      return `${left} ${operator(expr)} ${right}`;
    }
  }
}

/** Whether a side is wrapped: the tree would otherwise be read differently, or a reader would have to think. */
function wrapsLeft({ op, left }: Binary): boolean {
  return bindsBelow(left, op === '^' ? precedence(op) + 1 : precedence(op)) || isUnclear(op, left);
}

function wrapsRight({ op, right }: Binary): boolean {
  return bindsBelow(right, op === '^' ? precedence(op) : precedence(op) + 1) || isUnclear(op, right);
}

function bindsBelow(side: Expr, floor: number): boolean {
  if (side.kind === 'binary') return precedence(side.op) < floor;
  const negative = side.kind === 'negation' || (side.kind === 'number' && side.text === undefined && side.value < 0);
  return negative && negationPrecedence < floor;
}

/** `or` beside `and`: few know which binds tighter. */
function isUnclear(outer: BinaryOperator, side: Expr): boolean {
  return side.kind === 'binary' && isSetOperator(outer) && isSetOperator(side.op) && side.op !== outer;
}

function isOperand(expr: Expr): boolean {
  return expr.kind !== 'binary' && expr.kind !== 'negation';
}

function head({ op, grouping }: Aggregate): string {
  return grouping ? `${op} ${grouping.mode} (${grouping.labels.join(', ')}) ` : op;
}

function operator({ op, bool, matching }: Binary): string {
  return `${op}${bool ? ' bool' : ''}${matching ? ` ${matchingText(matching)}` : ''}`;
}

function matchingText({ mode, labels, group }: Matching): string {
  const side = group ? ` group_${group.side}` : '';
  const include = group && group.include.length > 0 ? ` (${group.include.join(', ')})` : '';
  return `${mode} (${labels.join(', ')})${side}${include}`;
}

const plainName = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const plainLabel = /^[A-Za-z_][A-Za-z0-9_]*$/;

function selector({ metric, matchers }: Selector): string {
  const bare = metric === undefined || plainName.test(metric);
  let inside = bare ? '' : quote(metric);
  for (const { label, op, value } of matchers) {
    inside += `${inside === '' ? '' : ', '}${plainLabel.test(label) ? label : quote(label)}${op}${quote(value)}`;
  }
  const name = bare ? (metric ?? '') : '';
  return inside === '' && metric !== undefined ? name : `${name}{${inside}}`;
}

function shift({ offset, at }: Shift): string {
  return `${at === undefined ? '' : ` @ ${at}`}${offset === undefined ? '' : ` offset ${offset}`}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** A number without the noise of binary fractions: 0.0144 for 14.4 × 0.001. */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return String(Number(value.toPrecision(12)));
}
