import type { ExporterFacts, Facts } from '../cluster/facts.js';
import { selectorLabels } from '../construct/labels.js';
import type { Platform } from '../construct/platform.js';
import { plain } from '../construct/traced.js';
import type { Evaluation } from './evaluate.js';

/** What the chart kube-prometheus-stack scrapes by itself. */
const brought = ['prometheus', 'kube-state-metrics', 'kubelet', 'node-exporter', 'blackbox'];

/** What is known of metrics in an environment that has somebody who reads them. */
export function monitoringFacts(
  { definitions, stores }: Evaluation,
  { prometheus, ingress }: Platform,
): Pick<Facts, 'prometheus' | 'exporters'> {
  const stack = prometheus?.stack;
  if (!stack) return {};
  const workloads = definitions.map(({ kind, definition: { name }, namespace, spec }): ExporterFacts => {
    const port = 'port' in spec ? spec.port : spec.metricsPort;
    const exporter = kind === 'service' ? 'fastapi' : 'celery';
    return { exporter, pods: { name, namespace, labels: selectorLabels({ name }) }, port };
  });
  const data = stores.map(({ definition: { name }, namespace, store }): ExporterFacts => {
    const exporter = store.store === 'postgres' ? 'postgresql' : store.store;
    return { exporter, pods: { name, namespace, labels: selectorLabels({ name }) }, port: plain(store.metricsPort) };
  });
  const elsewhere = [...brought, 'argo-cd', 'argo-rollouts', ...(ingress.kind === 'istio' ? ['istio'] : [])];
  return {
    prometheus: { selects: { release: stack.release }, routes: 'every namespace' },
    exporters: [...elsewhere.map((exporter) => ({ exporter })), ...workloads, ...data],
  };
}
