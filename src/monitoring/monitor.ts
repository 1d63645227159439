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
  /** Query of the address, as `family` of RabbitMQ's details. */
  readonly params?: Draft<Record<string, string[]>>;
  /** Default `30s`. */
  readonly interval?: Input<Duration>;
  /** A label of the target by its name: stands in for what a Service would give. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface MonitorProps {
  readonly identity: Identity;
  readonly stack: MonitoringStack;
  readonly scrapes: readonly Scrape[];
  /** Most series that one scrape may bring; more, and nothing of it is kept. Default 5,000. */
  readonly sampleLimit?: Input<number>;
}

/** How often metrics are read unless somebody says otherwise. */
export const defaultInterval: Duration = '30s';

/** Labels by which the Prometheus of the environment finds what is written for it. */
export function pickedUp({ release }: MonitoringStack): Readonly<Record<string, Input<string>>> {
  return { release: preset(release, 'the Prometheus of the environment selects by it') };
}

const every = preset(defaultInterval, 'four scrapes fit into the windows of alerts and analyses');
const samples = preset(5000, 'a label that takes any value would fill the memory of Prometheus');
const version = ['app.kubernetes.io/version'];

/**
 * Scrapes the pods behind a Service. Every series tells the version of its pod: dashboards show the old beside the new.
 * Source: prometheus-operator, monitoring/v1, ServiceMonitorSpec.
 */
export function serviceMonitor(scope: Construct, props: MonitorProps): ApiObject {
  const { identity, stack, scrapes, sampleLimit = samples } = props;
  return emit(scope, 'service-monitor', ServiceMonitor, {
    metadata: { name: identity.name, labels: { ...objectLabels(identity), ...pickedUp(stack) } },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      endpoints: scrapes.map(endpoint),
      podTargetLabels: preset(version, 'a canary is told from the version before'),
      sampleLimit,
    },
  });
}

/**
 * Scrapes pods that no Service leads to.
 * Source: prometheus-operator, monitoring/v1, PodMonitorSpec.
 */
export function podMonitor(scope: Construct, props: MonitorProps): ApiObject {
  const { identity, stack, scrapes, sampleLimit = samples } = props;
  return emit(scope, 'pod-monitor', PodMonitor, {
    metadata: { name: identity.name, labels: { ...objectLabels(identity), ...pickedUp(stack) } },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      podMetricsEndpoints: scrapes.map(endpoint),
      podTargetLabels: preset(version, 'a canary is told from the version before'),
      sampleLimit,
    },
  });
}

function endpoint({ port, path, params, interval = every, labels = {} }: Scrape): Draft<Endpoint> {
  const relabelings = Object.entries(labels).map(([targetLabel, replacement]) => ({ targetLabel, replacement }));
  return {
    port,
    path,
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
  readonly relabelings?: { readonly targetLabel: string; readonly replacement: string }[];
}
