import type { Expr, RangeSelector, Selector, Subquery } from './ast.js';

/** The expressions right below one. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'range':
    case 'subquery':
    case 'negation':
      return [expr.of];
    case 'aggregate':
      return expr.param ? [expr.param, expr.of] : [expr.of];
    case 'call':
      return expr.args;
    case 'binary':
      return [expr.left, expr.right];
    default:
      return NONE;
  }
}

const NONE: readonly Expr[] = [];

/** A tree never changes, and many rules look through it: its nodes are put in a row once. */
const rows = new WeakMap<Expr, readonly Expr[]>();

/** An expression and all below it, outermost first. */
export function nodes(expr: Expr): readonly Expr[] {
  const known = rows.get(expr) ?? below(expr, []);
  rows.set(expr, known);
  return known;
}

function below(node: Expr, found: Expr[]): readonly Expr[] {
  found.push(node);
  for (const child of children(node)) below(child, found);
  return found;
}

/** Every selector of a query, in the order of its text. */
export function selectors(expr: Expr): Selector[] {
  return nodes(expr).filter((node) => node.kind === 'selector');
}

/** Every range of a query: of a selector, or of a subquery. */
export function ranges(expr: Expr): (RangeSelector | Subquery)[] {
  return nodes(expr).filter((node) => node.kind === 'range' || node.kind === 'subquery');
}

/** The metric that a selector names, outside its braces or inside; undefined when a pattern chooses it. */
export function metricOf({ metric, matchers }: Selector): string | undefined {
  return metric ?? matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
}

/** The same tree with some nodes replaced: outermost first, what is replaced is not entered. */
export function replace(expr: Expr, change: (node: Expr) => Expr | undefined): Expr {
  const changed = change(expr);
  if (changed) return changed;
  const below = (child: Expr) => replace(child, change);
  switch (expr.kind) {
    case 'range': {
      const of = below(expr.of);
      return of.kind === 'selector' ? { ...expr, of } : expr;
    }
    case 'subquery':
    case 'negation':
      return { ...expr, of: below(expr.of) };
    case 'aggregate':
      return { ...expr, ...(expr.param ? { param: below(expr.param) } : {}), of: below(expr.of) };
    case 'call':
      return { ...expr, args: expr.args.map(below) };
    case 'binary':
      return { ...expr, left: below(expr.left), right: below(expr.right) };
    default:
      return expr;
  }
}
