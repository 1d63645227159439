import { knownSeries } from '../../../metrics/catalogue.js';
import type { Metric } from '../../../metrics/metric.js';
import type { Binary, Expr } from '../../../metrics/promql/ast.js';
import { formatInline } from '../../../metrics/promql/format.js';
import { isSelection, type Labels, labelsOf } from '../../../metrics/promql/labels.js';
import { isGrouped, presentLabels } from '../../../metrics/promql/present-labels.js';
import { typeOf } from '../../../metrics/promql/types.js';
import { metricOf, nodes, selectors } from '../../../metrics/promql/walk.js';
import { quoted } from '../../../values/listed.js';
import { type AskedQuery, queriesOf } from '../../monitoring/queries.js';
import { silentRatios } from '../../monitoring/ratios.js';
import { type Report, report, rule } from '../../rule.js';

const example = (right: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - alert: PodsNotReady
          expr: sum by (namespace) (kube_deployment_spec_replicas) > ${right}${mark}
          for: 5m
`;

export const vectorMatch = rule({
  id: 'vector-match',
  severity: 'warning',
  what: 'Two sides of an operation never match, a quantile has no buckets, or a ratio says nothing when it should',
  why: 'Series match when all their labels are equal: here none are, the result is empty, and the alert never fires.',
  fix: 'Name the labels that both have: on (namespace, …), or the same `by` on both sides.',
  exceptions: [
    'Metrics whose labels are not known.',
    'Ratios of which an alert on `up` or on absence says what they cannot, where the set shows which Prometheus reads them.',
  ],
  source: 'Prometheus, "Operators: Vector matching"',
  wrong: example('sum by (namespace, deployment) (kube_deployment_status_replicas)', ' # <--'),
  right: example('sum by (namespace) (kube_deployment_status_replicas)'),
  *check({ set, facts }) {
    for (const query of queriesOf(set)) {
      if (!query.expr) continue;
      yield* sides(query, query.expr);
      yield* buckets(query, query.expr);
    }
    for (const { query, what, why, fix } of silentRatios(set, facts)) yield report(query.field, what, { why, fix });
  },
});

function* sides({ field, name }: AskedQuery, expr: Expr): Iterable<Report> {
  for (const node of nodes(expr)) {
    if (node.kind !== 'binary' || node.op === 'or' || node.matching) continue;
    const differing = difference(node);
    if (differing.length === 0) continue;
    yield report(field, `"${node.op}" in "${name}" joins series that differ in ${quoted(differing).join(', ')}`, {
      fix: mend(node),
    });
  }
}

/** A quantile of a sum that has added up the buckets. Native histograms have none. */
function* buckets({ field, name }: AskedQuery, expr: Expr): Iterable<Report> {
  for (const node of nodes(expr)) {
    const [share, sum] = node.kind === 'call' && node.name === 'histogram_quantile' ? node.args : [];
    if (share?.kind === 'number' && (share.value > 1 || share.value < 0)) {
      yield report(
        field,
        `histogram_quantile() in "${name}" asks for the quantile ${share.value}, and they are from 0 to 1`,
        {
          why: 'The result is infinite, whatever was measured.',
          fix: share.value > 1 ? `histogram_quantile(${share.value / 100}, …)` : undefined,
        },
      );
    }
    const ends = sum ? selectors(sum).map((one) => /_(?:sum|count)$/.exec(metricOf(one) ?? '')?.[0]) : [];
    const [end] = ends;
    if (end !== undefined && ends.every((one) => one !== undefined)) {
      yield report(field, `histogram_quantile() in "${name}" is given "…${end}", which has no buckets`, {
        why: 'Without the label "le" there is nothing to estimate from, and the result is empty.',
        fix: 'Ask for the series that ends in _bucket.',
      });
      continue;
    }
    if (sum?.kind !== 'aggregate' || isSelection(sum.op)) continue;
    const { mode = 'by', labels = [] } = sum.grouping ?? {};
    const metrics = selectors(sum).map((one) => metricOf(one) ?? '');
    if ((mode === 'by') === labels.includes('le') || !metrics.every((metric) => metric.endsWith('_bucket'))) continue;
    const kept = (mode === 'by' ? ['le', ...labels] : labels.filter((label) => label !== 'le')).join(', ');
    yield report(field, `histogram_quantile() in "${name}" gets a sum without the label "le"`, {
      why: 'The label tells the buckets apart: without it there is nothing to estimate from, and the result is empty.',
      fix: `${sum.op} ${mode} (${kept}) (…)`,
    });
  }
}

const lookup = (name: string) => {
  const known = knownSeries(name);
  return known?.exporter.prefix ? labelsOfMetric(known.metric) : undefined;
};

function labelsOfMetric(metric: Metric): ReadonlySet<string> {
  const labels = labelSets.get(metric) ?? new Set(metric.labels);
  labelSets.set(metric, labels);
  return labels;
}

const labelSets = new WeakMap<Metric, ReadonlySet<string>>();

/** Labels that a scrape gives: which of them a metric has depends on who scrapes it. */
const ofTargets = new Set(['namespace', 'job', 'instance', 'service', 'pod', 'container', 'endpoint', 'node']);

/** Labels that every series of one side carries and none of the other. */
function difference({ left, right }: Binary): readonly string[] {
  if (typeOf(left) !== 'vector' || typeOf(right) !== 'vector') return [];
  return [...new Set([...beyond(left, right), ...beyond(right, left)])].sort();
}

/** Labels of all series of a result that no series of another can have. */
function beyond(one: Expr, other: Expr): readonly string[] {
  const labels: Labels = labelsOf(other, lookup);
  if (labels === 'any') return [];
  const lacking = [...presentLabels(one, lookup), ...identity(one)].filter((label) => !labels.has(label));
  if (isGrouped(other)) return lacking;
  // Relabelling gives the same labels to all metrics of a target: only those of the metric itself tell two apart.
  const own = labelsOf(one, lookup);
  return own === 'any' ? [] : lacking.filter((label) => own.has(label) && !ofTargets.has(label) && !isGrouped(one));
}

/** The label by which all series of an exporter's metric say whose they are. */
function identity(expr: Expr): readonly string[] {
  const metric = expr.kind === 'selector' ? metricOf(expr) : undefined;
  if (metric?.startsWith('rollout_info')) return ['name'];
  return /^kube_(deployment|statefulset|daemonset)_/.exec(metric ?? '')?.slice(1) ?? [];
}

function mend(node: Binary): string {
  const [left, right] = [formatInline(node.left).slice(0, 40), labelsOf(node.right, lookup)];
  const shared = sharedLabels(labelsOf(node.left, lookup), right);
  if (shared.length > 0) return `${left}… ${node.op} on (${shared.join(', ')}) …`;
  return right !== 'any' && right.size === 0
    ? `${left}… ${node.op} on () group_left …`
    : 'The same `by` on both sides.';
}

function sharedLabels(one: Labels, other: Labels): readonly string[] {
  return one === 'any' || other === 'any' ? [] : [...one].filter((label) => other.has(label));
}
