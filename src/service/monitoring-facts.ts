import type { ExporterFacts, ExternalObject, Facts } from '../cluster/facts.js';
import { selectorLabels } from '../construct/labels.js';
import type { Platform } from '../construct/platform.js';
import { plain } from '../construct/traced.js';
import type { Alerting } from '../monitoring/routing.js';
import type { Evaluation } from './evaluate.js';

/** What the chart kube-prometheus-stack scrapes by itself. */
const brought = ['prometheus', 'kube-state-metrics', 'kubelet', 'node-exporter', 'blackbox'];

/** What is known of metrics in an environment that has somebody who reads them. */
export function monitoringFacts(
  { definitions, stores }: Evaluation,
  { prometheus, ingress }: Platform,
  alerting: Alerting | undefined,
): Pick<Facts, 'prometheus' | 'exporters'> & { readonly external: readonly ExternalObject[] } {
  const stack = prometheus?.stack;
  if (!stack) return { external: [] };
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
    external: secretsOf(alerting, stack.namespace),
  };
}

/** Secrets that receivers name. */
function secretsOf(alerting: Alerting | undefined, namespace: string): ExternalObject[] {
  const channels = Object.values(alerting?.receivers ?? {}).flat();
  const secrets = channels.map((one) => (one.channel === 'slack' ? one.webhook.secret : one.password.secret));
  const once = new Map(secrets.map((secret) => [secret.name, secret]));
  return [...once.values()].map(({ name, keys }) => ({ apiVersion: 'v1', kind: 'Secret', namespace, name, keys }));
}
