import type { ExporterFacts, Facts } from '../../cluster/facts.js';
import { selectorLabels } from '../../construct/labels.js';
import type { Platform } from '../../construct/platform.js';
import { plain } from '../../construct/traced.js';
import type { Evaluation } from '../environment/evaluate.js';
import type { AddOnExporter } from './exporters.js';

/** What is known of metrics in an environment that has somebody who reads them. */
export function monitoringFacts(
  { definitions, stores }: Evaluation,
  { prometheus, ingress }: Platform,
  brought: readonly AddOnExporter[],
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
  const elsewhere = [
    ...brought.map(({ exporter }) => exporter),
    'argo-cd',
    ...(ingress.kind === 'istio' ? ['istio'] : []),
  ];
  return {
    prometheus: { selects: { release: stack.release }, routes: 'every namespace' },
    exporters: [...elsewhere.map((exporter) => ({ exporter })), ...workloads, ...data],
  };
}
