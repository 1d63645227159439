import type { Expr } from './ast.js';
import { metricOf, nodes, selectors } from './walk.js';

/** Whether a query is a share, from 0 to 1: it divides some of what is counted by all of it. */
export function isShare(expr: Expr): boolean {
  return expr.kind === 'binary' && expr.op === '/' && isPart(expr.left, expr.right);
}

/** Whether one side counts some of what the other counts: the same metric, and more matchers. */
function isPart(part: Expr, whole: Expr): boolean {
  const [own, all] = [selectors(part), selectors(whole)];
  const [one, other] = [own[0], all[0]];
  if (!one || !other || own.length > 1 || all.length > 1 || metricOf(one) !== metricOf(other)) return false;
  const has = new Set(one.matchers.map(({ label, op, value }) => `${label}${op}${value}`));
  const isSame = nodes(part).length === nodes(whole).length && one.matchers.length > other.matchers.length;
  return isSame && other.matchers.every(({ label, op, value }) => has.has(`${label}${op}${value}`));
}
