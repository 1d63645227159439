import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { knownSeries } from '../../../metrics/catalogue.js';
import type { Call, Expr } from '../../../metrics/promql/ast.js';
import { rates } from '../../../metrics/promql/functions.js';
import { metricOf, nodes } from '../../../metrics/promql/walk.js';
import { formatDuration, parseDuration } from '../../../values/duration.js';
import { wanted } from '../../monitoring/chain.js';
import { type Monitor, monitorsOf } from '../../monitoring/monitors.js';
import { queriesOf } from '../../monitoring/queries.js';
import { report, rule } from '../../rule.js';

const example = (window: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  endpoints:
    - port: http
      interval: 30s
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - record: shop:requests:rate
          expr: sum(rate(http_requests_total{job="shop"}[${window}]))${mark}
`;

export const rateWindow = rule({
  id: 'rate-window',
  severity: 'error',
  what: 'A window is too short for how often the metric is read, or a rate is taken of what does not only rise',
  why: 'A rate needs two samples: a window of one scrape never has them, and one of two has gaps.',
  fix: 'Four scrapes at least: a late one, or one that failed, then leaves no gap.',
  exceptions: ['Metrics of which no monitor of the set is known to bring them.'],
  source: 'Prometheus, "Functions: rate()"',
  wrong: example('30s', ' # <--'),
  right: example('2m'),
  *check({ set }) {
    for (const { field, expr, name } of queriesOf(set)) {
      if (!expr) continue;
      for (const call of calls(expr)) {
        const [range] = call.args;
        if (range?.kind === 'subquery' && range.of.kind === 'aggregate') {
          yield report(field, `${call.name}() of a sum in "${name}"`, {
            severity: 'warning',
            why: 'A sum falls when one of its counters starts anew, which a rate takes for a new start of all.',
            fix: `sum(${call.name}(…)): the rate of each, then their sum.`,
          });
        }
        if (range?.kind !== 'range') continue;
        const metric = metricOf(range.of) ?? '';
        const known = knownSeries(metric);
        if (known?.exporter.prefix && known.metric.type === 'gauge') {
          yield report(field, `${call.name}() of "${metric}", which is a gauge`, {
            severity: 'warning',
            why: 'What it falls by is taken for a counter that starts anew: the result means nothing.',
            fix: `delta(${metric}[${range.window}]), or the gauge itself.`,
          });
        }
        const interval = intervalOf(
          set,
          wanted(range.of, 'job') ?? wanted(range.of, 'service'),
          wanted(range.of, 'namespace'),
        );
        const window = parseDuration(range.window);
        if (interval === undefined || window === undefined || window >= 4 * interval) continue;
        const read = `"${metric}" is read every ${formatDuration(interval)}`;
        yield report(field, `window ${range.window} in "${name}": ${read}`, {
          severity: window <= interval ? 'error' : 'warning',
          fix: `[${formatDuration(4 * interval)}]`,
        });
      }
    }
  },
});

function calls(expr: Expr): Call[] {
  return nodes(expr).flatMap((node) => (node.kind === 'call' && rates.has(node.name) ? [node] : []));
}

const monitorsByJob = perSet((set: ManifestSet): ReadonlyMap<string, readonly Monitor[]> => {
  const found = new Map<string, Monitor[]>();
  for (const monitor of monitorsOf(set)) {
    const { ref } = monitor.manifest;
    const jobs =
      ref.kind === 'PodMonitor'
        ? [`${ref.namespace}/${ref.name}`]
        : [ref.name, ...monitor.services.map((one) => one.ref.name)];
    for (const job of new Set(jobs)) {
      const known = found.get(job);
      if (known) known.push(monitor);
      else found.set(job, [monitor]);
    }
  }
  return found;
});

/** How often the series of a job are read, where a monitor of the set says so. Unit: seconds. */
function intervalOf(set: ManifestSet, job: string | undefined, namespace: string | undefined): number | undefined {
  if (job === undefined) return undefined;
  const intervals = (monitorsByJob(set).get(job) ?? [])
    .filter(({ manifest: { ref } }) => namespace === undefined || ref.namespace === namespace)
    .flatMap(({ endpoints }) => endpoints.map((one) => parseDuration(one.at('interval').text ?? '')));
  const known = intervals.filter((one) => one !== undefined);
  return known.length > 0 && known.length === intervals.length ? Math.max(...known) : undefined;
}
