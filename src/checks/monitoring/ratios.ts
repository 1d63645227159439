import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { knownSeries } from '../../metrics/catalogue.js';
import type { Binary, Expr } from '../../metrics/promql/ast.js';
import { formatInline } from '../../metrics/promql/format.js';
import { matchesEmpty } from '../../metrics/promql/regex.js';
import { metricOf, nodes, selectors } from '../../metrics/promql/walk.js';
import { monitorsOf } from './monitors.js';
import { type AskedQuery, queriesOf } from './queries.js';

/** A ratio that is silent in a case in which its alert should speak. */
export interface SilentRatio {
  readonly query: AskedQuery;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Ratios in alerts that are 0/0 in an outage, or that one healthy service keeps below the limit. */
export function* silentRatios(set: ManifestSet, facts: Facts): Iterable<SilentRatio> {
  const alerts = queriesOf(set).filter(({ by }) => by === 'alert');
  const blind = readBySet(set) && !alerts.some(({ expr }) => expr && asksForAbsence(expr));
  for (const query of alerts) {
    if (!query.expr) continue;
    for (const node of nodes(query.expr)) {
      if (node.kind !== 'binary') continue;
      const low =
        blind && (node.op === '<' || node.op === '<=') && node.right.kind === 'number' && unguarded(node.left);
      if (low) {
        yield {
          query,
          what: `"${query.name}" compares 0/0 where nobody asks: no number is below ${formatInline(node.right)} then`,
          why: 'In a total outage nothing is counted, 0/0 is no number, and the alert stays silent; no other alert asks whether the target is there.',
          fix: 'An alert beside it on up == 0, or on absent(…).',
        };
        break;
      }
      const metric = node.op === '/' ? mixed(node) : undefined;
      if (metric !== undefined && severalYield(set, facts, metric)) {
        yield {
          query,
          what: `"${query.name}" divides sums of "${metric}" over all services`,
          why: 'A service of which everything fails disappears among the healthy ones, and the alert cannot say which it is.',
          fix: 'sum by (namespace, service) (…) on both sides.',
        };
        break;
      }
    }
  }
}

/** Whether all alerts are seen: the Prometheus that reads them is in the set, and no chart with alerts of its own. */
function readBySet(set: ManifestSet): boolean {
  return set.kind('Prometheus').length > 0 && set.kind('Application').length === 0;
}

function asksForAbsence(expr: Expr): boolean {
  return nodes(expr).some(
    (node) =>
      (node.kind === 'selector' && metricOf(node) === 'up') ||
      (node.kind === 'call' && (node.name === 'absent' || node.name === 'absent_over_time')),
  );
}

/** A division of rates whose denominator may be 0. */
function unguarded(expr: Expr): boolean {
  return expr.kind === 'binary' && expr.op === '/' && isRate(expr.left) && isRate(expr.right);
}

function isRate(expr: Expr): boolean {
  if (expr.kind === 'aggregate') return isRate(expr.of);
  return expr.kind === 'call' && /^(?:i?rate|increase)$/.test(expr.name);
}

/** Those whose metrics have the same names in every service. */
const shared = new Set(['fastapi', 'celery', 'istio']);
const kinds = new Set([
  'status',
  'method',
  'code',
  'le',
  'reporter',
  'response_code',
  'request_protocol',
  'grpc_response_status',
]);

/** The metric of a division of sums over everything, which many services yield. */
function mixed({ left, right }: Binary): string | undefined {
  if (![left, right].every((side) => side.kind === 'aggregate' && side.op === 'sum' && !side.grouping?.labels.length))
    return undefined;
  const found = [...selectors(left), ...selectors(right)];
  const [first] = found.map(metricOf);
  const isAll = found.every((one) => {
    const exporter = knownSeries(metricOf(one) ?? '')?.exporter.name;
    const narrowed = one.matchers.some(
      ({ label, op, value }) => !kinds.has(label) && (op === '=' || (op === '=~' && !matchesEmpty(value))),
    );
    return exporter !== undefined && shared.has(exporter) && !narrowed;
  });
  return isAll ? first : undefined;
}

/** Whether more than one workload yields a metric; false where nobody can tell. */
function severalYield(set: ManifestSet, facts: Facts, metric: string): boolean {
  const exporter = knownSeries(metric)?.exporter.name;
  const placed = (facts.exporters ?? []).filter((one) => one.exporter === exporter && one.pods);
  return placed.length > 1 || (facts.exporters === undefined && monitorsOf(set).length > 1);
}
