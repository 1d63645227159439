import type { Field } from '../../../manifest/field.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { knownSeries } from '../../../metrics/catalogue.js';
import type { Call, Expr } from '../../../metrics/promql/ast.js';
import { rates } from '../../../metrics/promql/functions.js';
import { metricOf, nodes } from '../../../metrics/promql/walk.js';
import { formatDuration, parseDuration } from '../../../values/duration.js';
import { wanted } from '../../monitoring/chain.js';
import { type Monitor, monitorsOf } from '../../monitoring/monitors.js';
import { queriesOf } from '../../monitoring/queries.js';
import { jobsOf } from '../../monitoring/relabelings.js';
import { type Report, report, rule } from '../../rule.js';

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
    for (const { field, expr, name, by, rule: one } of queriesOf(set)) {
      if (!expr) continue;
      if (by === 'record') yield* named(field, expr, name);
      if (one && by === 'alert') yield* outwaited(one, expr, name);
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

/** A record that is called after another window than the one it is of. */
function* named(field: Field, expr: Expr, name: string): Iterable<Report> {
  const own = /(?:rate|increase)_?(\d+[smhdw])$/.exec(name)?.[1];
  if (own === undefined) return;
  const windows = calls(expr).flatMap(({ args: [range] }) => (range?.kind === 'range' ? [range.window] : []));
  const other = windows.find((window) => parseDuration(window) !== parseDuration(own));
  if (other === undefined) return;
  yield report(field, `the record "${name}" is called after ${own}, and looks back ${other}`, {
    severity: 'warning',
    why: 'Who compares it with others of the same name compares two spans of time.',
    fix: `[${own}], or another name.`,
  });
}

/** An alert that waits for longer than what it counts stays counted. */
function* outwaited(one: Field, expr: Expr, name: string): Iterable<Report> {
  const wait = one.at('for');
  const hold = parseDuration(wait.text ?? '');
  if (hold === undefined) return;
  for (const { name: called, args } of calls(expr)) {
    const [range] = args;
    const window = range?.kind === 'range' ? parseDuration(range.window) : undefined;
    if (called !== 'increase' || window === undefined || hold < window || range?.kind !== 'range') continue;
    yield report(wait, `"${name}" waits ${wait.text}, and counts what happened within ${range.window}`, {
      severity: 'warning',
      why: 'What happened once is out of the window before the alert may fire: only what goes on without end is heard of.',
      fix: 'A shorter for, or a longer window.',
    });
    return;
  }
}

function calls(expr: Expr): Call[] {
  return nodes(expr).flatMap((node) => (node.kind === 'call' && rates.has(node.name) ? [node] : []));
}

const monitorsByJob = perSet((set: ManifestSet): ReadonlyMap<string, readonly Monitor[]> => {
  const found = new Map<string, Monitor[]>();
  for (const monitor of monitorsOf(set)) {
    const { ref } = monitor.manifest;
    const jobs = jobsOf(monitor);
    for (const job of jobs.length > 0 || monitor.isPods ? jobs : [ref.name]) {
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
