import type { Field } from '../../manifest/field.js';
import type { Binary, Expr } from '../../metrics/promql/ast.js';
import { isShare } from '../../metrics/promql/share.js';
import { metricOf, nodes, selectors } from '../../metrics/promql/walk.js';
import { type Report, report } from '../rule.js';

/** Comparisons of an alert that hold never, or for ever, whatever is measured. */
export function* boundless(node: Binary, field: Field, name: string): Iterable<Report> {
  yield* never(node, field, name);
  yield* beyond(node, field, name);
  yield* ofNothing(node, field, name);
  yield* risingForEver(node, field, name);
}

/** A share, which is from 0 to 1, that is compared with a number beyond. */
function* never(node: Binary, field: Field, name: string): Iterable<Report> {
  const { op, left, right } = node;
  if (right.kind !== 'number' || !isShare(left)) return;
  const { value } = right;
  const isNever =
    (op === '>' && value >= 1) ||
    (op === '>=' && value > 1) ||
    (op === '<' && value <= 0) ||
    (op === '<=' && value < 0);
  if (isNever)
    yield report(field, `the alert "${name}" asks whether a share is ${op} ${value}, and it is from 0 to 1`, {
      severity: 'error',
      why: 'It never fires.',
      fix: op.startsWith('>') ? `Write ${op} ${value / 100}, if ${value} % is meant.` : undefined,
    });
}

/** What is never over a bound: a state that is 0 or 1, and what is left of a whole. Undefined where that is not known. */
function boundOf(expr: Expr): number | undefined {
  if (expr.kind === 'selector') return STATES.test(metricOf(expr) ?? '') ? 1 : undefined;
  if (expr.kind !== 'binary') return undefined;
  const { op, left, right } = expr;
  if (op === '-' && left.kind === 'number' && dividesBytes(right)) return left.value;
  if (op === '*' && right.kind === 'number' && right.value > 0) {
    const bound = boundOf(left);
    return bound === undefined ? undefined : bound * right.value;
  }
  return undefined;
}

/** A quotient of gauges of bytes: never below 0. */
function dividesBytes(expr: Expr): boolean {
  if (expr.kind !== 'binary' || expr.op !== '/') return false;
  return (
    selectors(expr).every((one) => /_bytes$/.test(metricOf(one) ?? '')) &&
    !nodes(expr).some((one) => one.kind === 'number')
  );
}

// Source: Prometheus, "Jobs and instances"; the exporters of Redis and PostgreSQL; the blackbox exporter.
const STATES = /^(?:up|redis_up|pg_up|probe_success|kube_pod_status_(?:phase|ready)|kube_node_status_condition)$/;

function* beyond({ op, left, right }: Binary, field: Field, name: string): Iterable<Report> {
  const bound = boundOf(left);
  if (bound === undefined || right.kind !== 'number') return;
  const { value } = right;
  const isState = left.kind === 'selector';
  const isNever = op === '>' ? value >= bound : op === '>=' ? value > bound : isState && op === '<' && value <= 0;
  if (!isNever) return;
  yield report(field, `the alert "${name}" asks whether what is at most ${bound} is ${op} ${value}`, {
    severity: 'error',
    why: 'It never fires.',
    fix: isState ? 'Write == 0, if what is down is meant.' : `Multiply by 100, or write ${op} ${value / 100}.`,
  });
}

/** A number of series, which is never 0: where there is none, there is no result. `absent()` is 1 or nothing. */
function* ofNothing({ op, left, right }: Binary, field: Field, name: string): Iterable<Report> {
  if (right.kind !== 'number') return;
  const isCount = left.kind === 'aggregate' && left.op === 'count';
  const isAbsent = left.kind === 'call' && left.name.startsWith('absent');
  const { value } = right;
  const isNever = (op === '==' && value === 0) || (op === '<' && value <= 1) || (op === '<=' && value < 1);
  if (!isNever || !(isCount || isAbsent)) return;
  yield report(
    field,
    `the alert "${name}" asks whether ${isCount ? 'a count' : 'absent()'} is ${op} ${value}, and it is at least 1`,
    {
      severity: 'error',
      why: 'Where there is nothing to count there is no result, not a 0: it never fires.',
      fix: isCount ? 'absent(…), or count(…) or vector(0).' : 'absent(…) alone, or == 1.',
    },
  );
}

/** A counter by itself, which only rises: once it is over a number it stays there. */
function* risingForEver({ op, left, right }: Binary, field: Field, name: string): Iterable<Report> {
  const counted = left.kind === 'aggregate' && left.op === 'sum' ? left.of : left;
  if (!op.startsWith('>') || right.kind !== 'number' || right.value <= 0 || counted.kind !== 'selector') return;
  const metric = metricOf(counted) ?? '';
  if (!metric.endsWith('_total')) return;
  yield report(field, `the alert "${name}" compares "${metric}", which only rises, with ${right.value}`, {
    why: 'Once it is over the number it stays there: the alert fires until the process starts anew.',
    fix: `increase(${metric}[1h]) > …, or rate(${metric}[5m]) > …`,
  });
}
