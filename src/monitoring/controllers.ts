import type { Construct } from 'constructs';
import { PodMonitor, Probe, ServiceMonitor } from '../../imports/monitoring.coreos.com.js';
import { emit } from '../construct/emit.js';
import type { MonitoringStack } from '../construct/platform.js';
import { type Input, preset } from '../construct/traced.js';
import { defaultInterval, pickedUp } from './monitor.js';

type Labels = Readonly<Record<string, string>>;

const every = preset(defaultInterval, 'as often as services');
/** Their metrics name the namespace of what they speak of, not their own. */
const own = preset(true, 'the label namespace is that of what a metric speaks of');

/**
 * Scrapes Argo CD: what is in sync, what is healthy.
 * Source: Argo CD, "Metrics: Prometheus Operator".
 */
export function argoCdMonitor(scope: Construct, stack: MonitoringStack, labels: Labels, namespace: string): void {
  emit(scope, 'argocd', ServiceMonitor, {
    metadata: { name: 'argocd', labels: { ...labels, ...pickedUp(stack) } },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: { 'app.kubernetes.io/name': argoCdService } },
      endpoints: [{ port: 'metrics', interval: every, honorLabels: own }],
    },
  });
}

/** The Service of the application controller's metrics. Source: Argo CD, manifests/base/application-controller. */
export const argoCdService = 'argocd-metrics';

/** A controller whose chart brings nothing that scrapes it. */
export interface Controlled {
  /** Of the monitor. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Name of its port. */
  readonly port: string;
}

/** Scrapes a controller that an add-on brings: of Rollouts their phases and replicas, of certificates their end. */
export function controllerMonitor(
  scope: Construct,
  stack: MonitoringStack,
  labels: Labels,
  { name, namespace, labels: pods, port }: Controlled,
): void {
  emit(scope, name, PodMonitor, {
    metadata: { name, labels: { ...labels, ...pickedUp(stack) } },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: pods },
      podMetricsEndpoints: [{ port, interval: every, honorLabels: own }],
    },
  });
}

/**
 * Asks the API's host from outside, over HTTPS: how long its certificate lasts.
 * Source: prometheus-operator, monitoring/v1, ProbeSpec; prometheus/blackbox_exporter.
 */
export function hostProbe(scope: Construct, stack: MonitoringStack, labels: Labels, host: Input<string>): void {
  emit(scope, 'probe', Probe, {
    metadata: { name: 'api-host', labels: { ...labels, ...pickedUp(stack) } },
    spec: {
      interval: preset('5m', 'a certificate lasts for months'),
      module: preset('http_2xx', 'reads the certificate, whatever the answer is'),
      prober: { url: `${blackboxExporter}.${stack.namespace}.svc:9115` },
      targets: { staticConfig: { static: [host] } },
    },
  });
}

/** The Service of the exporter that asks. Source: prometheus-community/helm-charts, prometheus-blackbox-exporter. */
const blackboxExporter = 'prometheus-blackbox-exporter';
