import { argoCd, argoRollouts } from './catalogue/delivery.js';
import { kubeState, machines, nodeAgents } from './catalogue/kubernetes.js';
import { certManager, istio, probes } from './catalogue/network.js';
import { alerts, targets, watchers } from './catalogue/prometheus.js';
import { requests, tasks } from './catalogue/requests.js';
import { postgres, rabbitmq, redis } from './catalogue/stores.js';
import { type Metric, seriesNames } from './metric.js';

/** Something that yields metrics, by name. */
export interface Exporter {
  readonly name: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /**
   * Beginnings of names that are its alone: a metric that begins so and is not in the table is one that it may have,
   * or a typing error. Absent where others use such names too.
   */
  readonly prefix?: RegExp;
}

/** Every exporter that the library knows. */
export const exporters: readonly Exporter[] = [
  { name: 'prometheus', metrics: { ...targets, ...watchers, ...alerts } },
  { name: 'kube-state-metrics', metrics: kubeState, prefix: /^kube_/ },
  { name: 'kubelet', metrics: nodeAgents, prefix: /^(?:container|kubelet|machine)_/ },
  { name: 'node-exporter', metrics: machines, prefix: /^node_/ },
  { name: 'fastapi', metrics: requests },
  { name: 'celery', metrics: tasks },
  { name: 'rabbitmq', metrics: rabbitmq, prefix: /^rabbitmq_/ },
  { name: 'redis', metrics: redis, prefix: /^redis_/ },
  { name: 'postgresql', metrics: postgres, prefix: /^pg_/ },
  { name: 'argo-cd', metrics: argoCd, prefix: /^argocd_/ },
  { name: 'argo-rollouts', metrics: argoRollouts, prefix: /^(?:rollout|analysis_run|experiment)_/ },
  { name: 'istio', metrics: istio, prefix: /^istio_/ },
  { name: 'blackbox', metrics: probes, prefix: /^probe_/ },
  { name: 'cert-manager', metrics: certManager, prefix: /^certmanager_/ },
];

/** A stored series' name, the metric that it is of, and who yields it. */
export interface Known {
  readonly metric: Metric;
  readonly exporter: Exporter;
}

const bySeries = new Map<string, Known>();
for (const exporter of exporters)
  for (const metric of Object.values(exporter.metrics))
    for (const name of seriesNames(metric)) bySeries.set(name, { metric, exporter });

/** What is known of a series by its name: `http_requests_total`, `http_request_duration_seconds_bucket`. */
export function knownSeries(name: string): Known | undefined {
  return bySeries.get(name);
}

/** Every name that a series of the catalogue can have. */
export function seriesOfCatalogue(): Iterable<string> {
  return bySeries.keys();
}
