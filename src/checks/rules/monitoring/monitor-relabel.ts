import { labelsOf } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { regexProblem } from '../../../metrics/promql/regex.js';
import { nodes } from '../../../metrics/promql/walk.js';
import { listed } from '../../../values/listed.js';
import { type AskedSeries, seriesAsked, wanted } from '../../monitoring/chain.js';
import { type Monitor, monitorsOf } from '../../monitoring/monitors.js';
import { jobsOf, keepsLabel, lets, metaValue, type Relabeling, relabelingsIn } from '../../monitoring/relabelings.js';
import { type Report, report, rule } from '../../rule.js';

const example = (regex: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector:
    matchLabels: { app: shop }
  podMetricsEndpoints:
    - port: http
      metricRelabelings:
        - sourceLabels: [__name__] ${mark}
          regex: ${regex}
          action: drop
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      ports:
        - name: http
          containerPort: 8000
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
        - alert: OrdersStopped
          expr: sum(rate(orders_total{job="api/shop"}[5m])) == 0
          for: 10m
`;

export const monitorRelabel = rule({
  id: 'monitor-relabel',
  severity: 'warning',
  what: 'Relabelling drops or renames what a query asks for, or does nothing',
  why: 'What is dropped while it is read is nowhere: the query gives nothing, the panel is empty, the alert never fires.',
  fix: 'Narrow the regex, or ask for what is kept.',
  exceptions: [
    'Queries that name no job, and series of which another monitor brings the job too.',
    'Steps with several source labels, and labels that controllers write.',
  ],
  source: 'Prometheus, configuration/configuration#relabel_config; prometheus-operator, monitoring/v1, RelabelConfig',
  wrong: example('orders_.*', '# <--'),
  right: example('orders_debug_.*'),
  *check({ set }) {
    const monitors = monitorsOf(set);
    const brought = new Map<string, number>();
    for (const monitor of monitors) for (const job of jobsOf(monitor)) brought.set(job, (brought.get(job) ?? 0) + 1);
    for (const monitor of monitors) {
      yield* targetLabels(monitor);
      const jobs = jobsOf(monitor).filter((job) => brought.get(job) === 1);
      for (const endpoint of monitor.endpoints) {
        const targets = relabelingsIn(endpoint.at('relabelings'));
        const series = relabelingsIn(endpoint.at('metricRelabelings'));
        for (const step of [...targets, ...series]) yield* sound(step);
        for (const step of targets) yield* left(step, monitor);
        for (const step of series) yield* kept(step, jobs, set);
        for (const step of targets) yield* renamed(step, monitor, brought, set);
      }
    }
  },
});

function* sound({ field, action, sources, regex }: Relabeling): Iterable<Report> {
  const problem = regexProblem(regex);
  if (problem !== undefined)
    yield report(field.at('regex'), `regex "${regex}" ${problem}`, {
      severity: 'error',
      why: 'The operator leaves the monitor out: nothing of it is read.',
      fix: 'Write it as RE2 reads it; \\ before what is meant as it stands.',
    });
  if (action === 'labeldrop' && !field.at('regex').exists)
    yield report(field, 'labeldrop has no regex, and drops every label', {
      fix: 'Add a regex for the labels that are meant.',
    });
  const isLate = field.path.includes('metricRelabelings');
  for (const source of sources) {
    if (/[^\w]/.test(source))
      yield report(field.at('sourceLabels'), `"${source}" is the name of no label`, {
        fix: `Prometheus writes ${source.replaceAll(/\W/g, '_')}.`,
      });
    else if (isLate && source.startsWith('__meta_'))
      yield report(field.at('sourceLabels'), `"${source}" is gone when metrics are relabelled`, {
        why: 'The step sees nothing, and does nothing.',
        fix: 'Move the step to relabelings.',
      });
  }
}

/** Targets that are left by `keep` and `drop` on a label of their pods or Services. */
function* left(step: Relabeling, { pods, services }: Monitor): Iterable<Report> {
  const [source, more] = step.sources;
  if (source === undefined || more !== undefined || !/^(?:keep|drop)$/.test(step.action)) return;
  if (/_(?:hash|revision|index|ordinal)$/.test(source) || regexProblem(step.regex) !== undefined) return;
  const labels = source.startsWith('__meta_kubernetes_service_')
    ? services.map(({ object }) => labelsOf(object))
    : pods.map((pod) => pod.labels);
  const values = labels.map((one) => metaValue(one, source));
  if (values.length === 0 || values.some((value) => value === undefined || lets(step, value))) return;
  const found = [...new Set(values)].map((value) => (value ? `"${value}"` : 'none')).join(', ');
  yield report(step.field, `no target is left: ${step.action} "${step.regex}" of ${source}, which is ${found}`, {
    severity: 'error',
    why: 'Prometheus has no target and says nothing: every alert on these metrics stays silent for ever.',
    fix: 'Write a regex that the label fits, or drop the step.',
  });
}

function askedOf(jobs: readonly string[], set: ManifestSet): readonly AskedSeries[] {
  if (jobs.length === 0) return [];
  return seriesAsked(set).filter(({ selector }) => jobs.includes(wanted(selector, 'job') ?? ''));
}

/** Series and labels that queries ask for, and that are dropped while they are read. */
function* kept(step: Relabeling, jobs: readonly string[], set: ManifestSet): Iterable<Report> {
  if (regexProblem(step.regex) !== undefined) return;
  const asked = askedOf(jobs, set).filter(({ metric }) => metric !== 'up' && !metric.startsWith('scrape_'));
  const isName = step.sources.length === 1 && step.sources[0] === '__name__';
  const lost = isName ? asked.filter(({ metric }) => !lets(step, metric)) : [];
  const [first] = lost;
  if (first) {
    const names = listed([...new Set(lost.map(({ metric }) => `"${metric}"`))]);
    yield report(
      step.field,
      `${names} ${step.action === 'keep' ? 'is not kept' : 'is dropped'}, and "${first.query.name}" asks for it`,
    );
  }
  if (!step.action.startsWith('label') || !step.field.at('regex').exists) return;
  for (const { query, selector } of asked) {
    const label = [...selector.matchers.map((one) => one.label), ...grouped(query.expr)].find(
      (one) => one !== '__name__' && one !== 'job' && !keepsLabel(step, one),
    );
    if (label === undefined) continue;
    yield report(step.field, `label "${label}" is dropped, and "${query.name}" asks for it`);
    return;
  }
}

function grouped(expr: AskedSeries['query']['expr']): readonly string[] {
  return (expr ? nodes(expr) : []).flatMap((node) =>
    node.kind === 'aggregate' && node.grouping?.mode === 'by' ? node.grouping.labels : [],
  );
}

/** A job that has another name than the one that queries ask for. */
function* renamed(
  { field, target, replacement, sources, action }: Relabeling,
  { manifest, isPods, services }: Monitor,
  brought: ReadonlyMap<string, number>,
  set: ManifestSet,
): Iterable<Report> {
  if (target !== 'job' || action !== 'replace' || sources.length > 0 || replacement.includes('$')) return;
  const before = isPods ? [`${manifest.ref.namespace}/${manifest.ref.name}`] : services.map(({ ref }) => ref.name);
  const lost = before.filter((job) => job !== replacement && !brought.has(job));
  const [first] = askedOf(lost, set);
  if (!first) return;
  yield report(
    field,
    `the job is called "${replacement}" here, and "${first.query.name}" asks for "${wanted(first.selector, 'job')}"`,
    {
      fix: `Ask for job="${replacement}", or drop the step.`,
    },
  );
}

/** Labels that are to be taken over, and that nothing has. */
function* targetLabels({ spec, services, pods }: Monitor): Iterable<Report> {
  const of = [
    {
      fields: [spec.at('jobLabel'), ...spec.items('targetLabels')],
      what: 'Service',
      all: services.map(({ object }) => labelsOf(object)),
    },
    { fields: spec.items('podTargetLabels'), what: 'pod', all: pods.map(({ labels }) => labels) },
  ];
  for (const { fields, what, all } of of)
    for (const field of fields) {
      const key = field.text;
      if (key === undefined || all.length === 0 || /hash$|revision|index$|statefulset/.test(key)) continue;
      if (all.some((labels) => labels.has(key))) continue;
      yield report(field, `no ${what} that it selects has the label "${key}"`, {
        why: 'The series do not get the label: who asks for it, or for the job by it, finds nothing.',
        fix: `Give the ${what} the label, or name one that it has.`,
      });
    }
}
