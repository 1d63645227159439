import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { PodMonitor, ServiceMonitor } from '../../imports/monitoring.coreos.com.js';
import { emit } from '../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../construct/labels.js';
import type { MonitoringStack } from '../construct/platform.js';
import { type Draft, type Input, preset } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';

/** What Prometheus asks a pod for, and how often. */
export interface Scrape {
  /** Name of the port: of the Service's for a ServiceMonitor, of the container's for a PodMonitor. */
  readonly port: string;
  /** Default `/metrics`, which is not written. */
  readonly path?: string;
  /** Its sidecar is asked, which hands on the metrics of the program and its own. */
  readonly sidecar?: boolean | undefined;
  /** Query of the address, as `family` of RabbitMQ's details. */
  readonly params?: Draft<Record<string, string[]>>;
  /** Default `30s`. */
  readonly interval?: Input<Duration>;
  /** A label of the target by its name: stands in for what a Service would give. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Which ports of a workload are read for metrics, and by whom. */
export interface MonitorProps {
  readonly identity: Identity;
  readonly stack: MonitoringStack;
  readonly scrapes: readonly Scrape[];
  /** Most series that one scrape may bring; more, and nothing of it is kept. Default 5,000; through a sidecar 10,000. */
  readonly sampleLimit?: Input<number>;
}

/** How often metrics are read unless somebody says otherwise. */
export const defaultInterval: Duration = '30s';

/** Labels by which the Prometheus of the environment finds what is written for it. */
export function pickedUp({ release }: MonitoringStack): Readonly<Record<string, Input<string>>> {
  return { release: preset(release, 'the Prometheus of the environment selects by it') };
}

const every = preset(defaultInterval, 'four scrapes fit into the windows of alerts and analyses');
/**
 * Beyond these nothing of a scrape is kept, and TargetDown says so.
 * Source: Prometheus, "scrape_config": sample_limit, label_limit, label_value_length_limit.
 */
function limits({ scrapes, sampleLimit }: MonitorProps) {
  const most = scrapes.some(({ sidecar }) => sidecar)
    ? preset(10_000, 'a sidecar has some thousand series of its own')
    : preset(5000, 'a label that takes any value would fill the memory of Prometheus');
  return {
    sampleLimit: sampleLimit ?? most,
    labelLimit: preset(40, 'those of a sidecar have 34 labels, all others fewer'),
    labelValueLengthLimit: preset(500, 'longer values are addresses or messages, which are all different'),
  };
}

const version = ['app.kubernetes.io/version'];

/**
 * Scrapes the pods behind a Service. Every series tells the version of its pod: dashboards show the old beside the new.
 * Source: prometheus-operator, monitoring/v1, ServiceMonitorSpec.
 */
export function serviceMonitor(scope: Construct, props: MonitorProps): ApiObject {
  const { identity, stack, scrapes } = props;
  return emit(scope, 'service-monitor', ServiceMonitor, {
    metadata: { name: identity.name, labels: { ...objectLabels(identity), ...pickedUp(stack) } },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      endpoints: scrapes.map(endpoint),
      podTargetLabels: preset(version, 'a canary is told from the version before'),
      ...limits(props),
    },
  });
}

/**
 * Scrapes pods that no Service leads to.
 * Source: prometheus-operator, monitoring/v1, PodMonitorSpec.
 */
export function podMonitor(scope: Construct, props: MonitorProps): ApiObject {
  const { identity, stack, scrapes } = props;
  return emit(scope, 'pod-monitor', PodMonitor, {
    metadata: { name: identity.name, labels: { ...objectLabels(identity), ...pickedUp(stack) } },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      podMetricsEndpoints: scrapes.map(endpoint),
      podTargetLabels: preset(version, 'a canary is told from the version before'),
      ...limits(props),
    },
  });
}

/** The port on which a sidecar of Istio hands on metrics, past mutual TLS. Source: Istio, "Ports used by Istio". */
export const sidecarPort = 15020;

/** The target stays the pod behind its port, with all labels; only the address that is asked is the sidecar's. */
const askSidecar = {
  sourceLabels: ['__meta_kubernetes_pod_ip'],
  targetLabel: '__address__',
  replacement: preset(`$1:${sidecarPort}`, 'the program itself takes connections of the mesh alone'),
};

function endpoint({ port, path, sidecar, params, interval = every, labels = {} }: Scrape): Draft<Endpoint> {
  const relabelings: Draft<Relabeling>[] = [
    ...(sidecar ? [askSidecar] : []),
    ...Object.entries(labels).map(([targetLabel, replacement]) => ({ targetLabel, replacement })),
  ];
  return {
    port,
    path: sidecar ? preset('/stats/prometheus', 'where a sidecar hands on metrics') : path,
    params,
    interval,
    ...(relabelings.length > 0 ? { relabelings } : {}),
  };
}

interface Endpoint {
  readonly port: string;
  readonly path: string | undefined;
  readonly params?: Record<string, string[]>;
  readonly interval: string;
  readonly relabelings?: Relabeling[];
}

interface Relabeling {
  readonly sourceLabels?: string[];
  readonly targetLabel: string;
  readonly replacement: string;
}
