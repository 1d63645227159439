import type { Expr } from '../../../metrics/promql/ast.js';
import { metricOf, nodes, ranges, selectors } from '../../../metrics/promql/walk.js';
import { formatDuration, parseDuration } from '../../../values/duration.js';
import { type AskedQuery, queriesOf } from '../../monitoring/queries.js';
import { type Report, report, rule } from '../../rule.js';

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
  what: 'A burn rate that no share of failures can reach, or that is not measured over a long and a short window',
  why: 'The alert waits for more failures than there are requests: it never fires.',
  fix: 'A higher objective, or a smaller factor: factor x (1 - objective) must be below 1.',
  exceptions: ['Windows that neither a range nor the name of a recorded series tells.'],
  source: 'Google, "The Site Reliability Workbook", chapter 5',
  wrong: example('0.9', ' # <--'),
  right: example('0.99'),
  *check({ set }) {
    for (const query of queriesOf(set)) {
      if (!query.expr || query.by !== 'alert') continue;
      for (const branch of branches(query.expr)) {
        const burns = burnsOf(branch);
        const found = [...unreachable(query, burns), ...(isOneCase(branch) ? windows(query, burns) : [])].slice(0, 1);
        yield* found;
        if (found.length > 0) break;
      }
    }
  },
});

function* unreachable({ field, name }: AskedQuery, burns: readonly Burn[]): Iterable<Report> {
  const burn = burns.find(({ factor, budget }) => factor * budget >= 1);
  if (!burn) return;
  const limit = Number((burn.factor * burn.budget).toPrecision(4));
  yield report(field, `"${name}" waits for a share of failures above ${limit}: ${limitOf(burn)}`);
}

/** A burn rate holds over a long window, and over a short one, which ends the alert soon after the trouble. */
function* windows({ field, name }: AskedQuery, burns: readonly Burn[]): Iterable<Report> {
  const [first, second] = burns;
  if (first?.window === undefined) return;
  const other = burns.find(({ factor, budget }) => factor !== first.factor || budget !== first.budget);
  if (!second) {
    const short = formatDuration(Math.max(60, Math.round(first.window / 12 / 60) * 60));
    yield report(field, `"${name}" measures its burn rate over ${formatDuration(first.window)} alone`, {
      severity: 'warning',
      why: 'It goes on for as long as the window is after the trouble has ended, and people learn not to look.',
      fix: `… and the same over ${short}: a twelfth of the window.`,
    });
  } else if (other) {
    yield report(field, `"${name}" compares its windows with ${limitOf(first)} and with ${limitOf(other)}`, {
      severity: 'warning',
      why: 'Both windows must burn as fast: one of the two limits decides alone, and the other says nothing.',
      fix: 'The same factor and the same objective for both.',
    });
  } else if (burns.every(({ window }) => window === first.window)) {
    yield report(field, `"${name}" measures its burn rate twice over ${formatDuration(first.window)}`, {
      severity: 'warning',
      why: 'The second window is there to end the alert soon after the trouble has ended: the same one cannot.',
      fix: 'The second over a twelfth of the first: 1h and 5m, 6h and 30m.',
    });
  }
}

/** A share of failures, compared with a budget that is spent so many times too fast. */
interface Burn {
  readonly factor: number;
  readonly budget: number;
  /** Seconds over which the share is measured; undefined where nothing tells. */
  readonly window: number | undefined;
}

function limitOf({ factor, budget }: Burn): string {
  return `${factor} x (1 - ${Number((1 - budget).toPrecision(6))})`;
}

/** The cases of which any suffices. What is only left out (`unless`) changes none of them. */
function branches(expr: Expr): readonly Expr[] {
  if (expr.kind !== 'binary') return [expr];
  if (expr.op === 'unless') return branches(expr.left);
  return expr.op === 'or' ? [...branches(expr.left), ...branches(expr.right)] : [expr];
}

/** Whether all that a branch compares must hold together. */
function isOneCase(branch: Expr): boolean {
  return !nodes(branch).some((node) => node.kind === 'binary' && (node.op === 'or' || node.op === 'unless'));
}

function burnsOf(branch: Expr): readonly Burn[] {
  return nodes(branch).flatMap((node): Burn[] => {
    if (node.kind !== 'binary' || (node.op !== '>' && node.op !== '>=')) return [];
    const burn = burnOf(node.right);
    return burn ? [{ ...burn, window: windowOf(node.left) }] : [];
  });
}

/** Over how long a share is measured: by its ranges, or by the end of a recorded name: `ratio_rate1h`, `error:5m`. */
function windowOf(share: Expr): number | undefined {
  const recorded = selectors(share).flatMap((one) => /(?:rate|[:_])(\d+[smhdw])$/.exec(metricOf(one) ?? '')?.[1] ?? []);
  const windows = [...ranges(share).map(({ window }) => window), ...recorded].map(parseDuration);
  const [first] = windows;
  return windows.every((one) => one === first) ? first : undefined;
}

/** `14.4 * (1 - 0.999)`: the factor, and the budget of the objective. */
function burnOf(expr: Expr): Omit<Burn, 'window'> | undefined {
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
