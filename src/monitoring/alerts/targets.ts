import { targets } from '../../metrics/catalogue/prometheus.js';
import { equals, or, sum } from '../../metrics/combine.js';
import { absent, value } from '../../metrics/query.js';
import type { AlertKind } from '../alert.js';
import { type Series, steady } from '../proof.js';

/** What a monitor scrapes: the Service's name is the job of a ServiceMonitor, `namespace/name` that of a PodMonitor. */
export interface ScrapeJob {
  readonly namespace: string;
  readonly job: string;
}

function up(job: ScrapeJob, ...values: readonly number[]): Series[] {
  return values.map((one, i) => ({
    metric: 'up',
    labels: { ...job, pod: `p-${i}`, instance: `192.168.0.${i}:9090` },
    values: steady(one, 3600),
  }));
}

const targetDown: AlertKind<ScrapeJob> = {
  defaults: { for: '5m', severity: 'critical' },
  query: (job) =>
    or(equals(sum(value(targets.up, { ...job }), ['namespace', 'job']), 0), absent(targets.up, { ...job })),
  summary: (name) => `${name} is down, or nobody can see it`,
  description:
    'No pod has answered on its metrics port for five minutes, or Prometheus knows of none: every other alert on it is blind.',
  look: [
    'Are there pods? `kubectl -n NAMESPACE get pods -l app.kubernetes.io/name=SERVICE`.',
    'Pods, but no target: the monitor and its selector; `eco check` follows the chain from rule to pods.',
    'A target that is down: "Status > Targets" of Prometheus shows the error; a network policy shows as a timeout.',
  ],
  proof: (job) => ({
    labels: { ...job },
    failing: up(job, 0, 0),
    healthy: up(job, 1, 1),
    absent: 'fires',
    stories: [{ name: 'one pod of two', series: up(job, 1, 0), moments: [{ at: 1800, fires: false }] }],
  }),
};

/** The alert without which a missing target is silent. */
export const targetAlerts = { TargetDown: targetDown };
