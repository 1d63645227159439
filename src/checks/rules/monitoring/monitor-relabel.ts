import { labelsOf } from '../../../manifest/labels.js';
import { droppedSeries, renamedJob } from '../../monitoring/lost-series.js';
import { type Monitor, monitorsOf } from '../../monitoring/monitors.js';
import { noTargetLeft, stepMistakes } from '../../monitoring/relabel-steps.js';
import { jobsOf, relabelingsIn } from '../../monitoring/relabelings.js';
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
        for (const step of [...targets, ...series]) yield* stepMistakes(step);
        for (const step of targets) yield* noTargetLeft(step, monitor);
        for (const step of series) yield* droppedSeries(step, jobs, set);
        for (const step of targets) yield* renamedJob(step, monitor, brought, set);
      }
    }
  },
});

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
