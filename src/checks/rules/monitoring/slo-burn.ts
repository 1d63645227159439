import type { Expr } from '../../../metrics/promql/ast.js';
import { nodes } from '../../../metrics/promql/walk.js';
import { queriesOf } from '../../queries.js';
import { report, rule } from '../../rule.js';

const example = (objective: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - alert: ErrorBudgetBurn
          expr: shop:error_ratio:rate1h > 14.4 * (1 - ${objective}) and shop:error_ratio:rate5m > 14.4 * (1 - ${objective})${mark}
`;

export const sloBurn = rule({
  id: 'slo-burn',
  severity: 'error',
  what: 'A burn rate that no share of failures can reach',
  why: 'The alert waits for more failures than there are requests: it never fires.',
  fix: 'A higher objective, or a smaller factor: factor x (1 - objective) must be below 1.',
  source: 'Google, "The Site Reliability Workbook", chapter 5',
  wrong: example('0.9', ' # <--'),
  right: example('0.99'),
  *check({ set }) {
    for (const { field, expr, name, by } of queriesOf(set)) {
      if (!expr || by !== 'alert') continue;
      for (const node of nodes(expr)) {
        if (node.kind !== 'binary' || (node.op !== '>' && node.op !== '>=')) continue;
        const burn = burnOf(node.right);
        if (!burn || burn.factor * burn.budget < 1) continue;
        const limit = Number((burn.factor * burn.budget).toPrecision(4));
        yield report(
          field,
          `"${name}" waits for a share of failures above ${limit}: ${burn.factor} x (1 - ${Number((1 - burn.budget).toPrecision(6))})`,
        );
        break;
      }
    }
  },
});

/** `14.4 * (1 - 0.999)`: the factor, and the budget of the objective. */
function burnOf(expr: Expr): { readonly factor: number; readonly budget: number } | undefined {
  if (expr.kind !== 'binary' || expr.op !== '*') return undefined;
  for (const [one, other] of [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ] as const) {
    if (one.kind !== 'number' || other.kind !== 'binary' || other.op !== '-') continue;
    if (other.left.kind !== 'number' || other.left.value !== 1 || other.right.kind !== 'number') continue;
    return { factor: one.value, budget: 1 - other.right.value };
  }
  return undefined;
}
