import { knownSeries } from '../../../metrics/catalogue.js';
import type { Binary } from '../../../metrics/promql/ast.js';
import { formatInline } from '../../../metrics/promql/format.js';
import { labelsOf } from '../../../metrics/promql/labels.js';
import { typeOf } from '../../../metrics/promql/types.js';
import { nodes } from '../../../metrics/promql/walk.js';
import { queriesOf } from '../../queries.js';
import { report, rule } from '../../rule.js';

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
  what: 'Two sides of an operation never match: their labels differ',
  why: 'Series match when all their labels are equal: here none are, the result is empty, and the alert never fires.',
  fix: 'Name the labels that both have: on (namespace, …), or the same `by` on both sides.',
  exceptions: ['Metrics whose labels are not known.'],
  source: 'Prometheus, "Operators: Vector matching"',
  wrong: example('sum by (namespace, deployment) (kube_deployment_status_replicas)', ' # <--'),
  right: example('sum by (namespace) (kube_deployment_status_replicas)'),
  *check({ set }) {
    for (const { field, expr, name } of queriesOf(set)) {
      if (!expr) continue;
      for (const node of nodes(expr)) {
        if (node.kind !== 'binary' || node.op === 'or' || node.matching) continue;
        const differing = difference(node);
        if (!differing) continue;
        yield report(
          field,
          `"${node.op}" in "${name}" joins series that differ in ${differing.map((one) => `"${one}"`).join(', ')}`,
          {
            fix: `${formatInline(node.left).slice(0, 40)}… ${node.op} on (${shared(node).join(', ')}) …`,
          },
        );
      }
    }
  },
});

const lookup = (metric: string) => {
  const known = knownSeries(metric);
  return known?.exporter.prefix ? new Set(known.metric.labels) : undefined;
};

/** Labels that one side always has and the other never. Sides that are grouped have exactly the labels of `by`. */
function difference(node: Binary): readonly string[] | undefined {
  if (typeOf(node.left) !== 'vector' || typeOf(node.right) !== 'vector') return undefined;
  if (!isGrouped(node.left) || !isGrouped(node.right)) return undefined;
  const [left, right] = [labelsOf(node.left, lookup), labelsOf(node.right, lookup)];
  if (left === 'any' || right === 'any') return undefined;
  const differing = [...left].filter((one) => !right.has(one)).concat([...right].filter((one) => !left.has(one)));
  return differing.length > 0 ? differing.sort() : undefined;
}

/** Whether the labels of a result are exactly those that `by` names: of others a series may lack some. */
function isGrouped(expr: Binary['left']): boolean {
  if (expr.kind === 'aggregate')
    return expr.grouping?.mode === 'by' && !['topk', 'bottomk', 'count_values'].includes(expr.op);
  if (expr.kind === 'binary') {
    if (expr.op === 'or' || expr.matching) return false;
    if (expr.left.kind === 'number') return isGrouped(expr.right);
    return isGrouped(expr.left);
  }
  return false;
}

function shared({ left, right }: Binary): readonly string[] {
  const [one, other] = [labelsOf(left, lookup), labelsOf(right, lookup)];
  return one === 'any' || other === 'any' ? [] : [...one].filter((label) => other.has(label));
}
