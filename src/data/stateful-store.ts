import { type Container, KubeService, KubeStatefulSet, type ServicePort } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { checkDurationsOrZero, inSeconds } from '../construct/durations.js';
import { emit, intOrString, quantity } from '../construct/emit.js';
import { guarded } from '../construct/guard.js';
import { type Identity, objectLabels, selectorLabels, workloadLabels } from '../construct/labels.js';
import { checkName } from '../construct/names.js';
import { configFiles } from '../construct/pod/config-files.js';
import { placement } from '../construct/pod/placement.js';
import { resources } from '../construct/pod/resources.js';
import { serviceAccount } from '../construct/pod/service-account.js';
import { type Draft, from, type Input, preset } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';
import { metricsPort } from './exporter.js';

import type { StorePlatform, StoreProps } from './store.js';
import { dataVolume, type StorePod, storePod } from './store-pod.js';

/** A server as its kind knows it, whatever fleet it runs in. */
export interface Server extends Omit<StorePod, 'server' | 'files' | 'gracePeriodSeconds'> {
  /** `app.kubernetes.io/component`. */
  readonly component: string;
  /** `app.kubernetes.io/version`. */
  readonly version: Input<string>;
  /** What is particular to its container: image, arguments, variables, probes. */
  readonly container: Omit<Draft<Container>, 'name' | 'ports' | 'resources' | 'volumeMounts' | 'securityContext'>;
  /** Configuration files by absolute path, all in one folder. */
  readonly files?: Readonly<Record<string, Input<string>>>;
  /** Ports that clients use. */
  readonly ports: readonly StorePort[];
  /** Port that metrics are read from, and whether the server itself answers there. */
  readonly metrics: { readonly port: Input<number>; readonly by: 'server' | 'exporter' };
  /** How long the server may take to stop, where the author does not say. */
  readonly shutdown: Input<Duration>;
}

export interface StorePort {
  readonly name: string;
  readonly port: Input<number>;
}

/**
 * One server with a volume: a StatefulSet of one pod, the Service that clients use, and the Service that names the pod.
 * Clients use a Service with an address of its own: it stays the same when the pod is replaced, and a client that
 * remembers it is not sent to a pod that is gone.
 * Source: Kubernetes, "StatefulSets: Stable Network ID, Stable Storage".
 */
export function statefulStore(
  scope: Construct,
  name: string,
  props: StoreProps & { readonly platform: StorePlatform },
  server: Server,
): void {
  const { platform } = props;
  checkName(scope, name);
  checkDurationsOrZero(scope, 'duration', props, ['shutdown']);
  const { component, version } = server;
  const identity: Identity = { name, component, partOf: platform.partOf, version };
  const metadata = { name, labels: objectLabels(identity) };
  const metrics: StorePort = { name: metricsPort, port: server.metrics.port };

  serviceAccount(scope, identity, {});
  const template = storePod(identity, placement(scope, props, platform.cluster), platform.priorityClass, {
    ...server,
    server: {
      name,
      ...server.container,
      ports: [...server.ports, ...(server.metrics.by === 'server' ? [metrics] : [])].map((port) => ({
        name: port.name,
        containerPort: port.port,
      })),
      resources: resources(scope, props),
    },
    files: configFiles(scope, server.files, metadata),
    gracePeriodSeconds: inSeconds(from(props, 'shutdown') ?? server.shutdown),
  });
  emit(scope, 'service', KubeService, {
    metadata,
    spec: { selector: selectorLabels(identity), ports: server.ports.map(servicePort) },
  });
  emit(scope, 'pods', KubeService, {
    metadata: { ...metadata, name: `${name}-pods` },
    spec: {
      clusterIp: preset('None', 'gives the pod a name of its own; a StatefulSet needs such a Service'),
      selector: selectorLabels(identity),
      ports: [servicePort(metrics)],
    },
  });
  emit(scope, 'statefulset', KubeStatefulSet, {
    metadata: { name, labels: workloadLabels(identity), annotations: guarded },
    spec: {
      serviceName: `${name}-pods`,
      replicas: preset(1, 'one server owns the data: a second would start empty and answer every other call'),
      podManagementPolicy: preset(
        'Parallel',
        'a pod that never becomes ready is replaced when Git is mended; OrderedReady waits for it for ever',
      ),
      selector: { matchLabels: selectorLabels(identity) },
      template,
      volumeClaimTemplates: [
        {
          metadata: { name: dataVolume },
          spec: {
            accessModes: preset(['ReadWriteOncePod'], 'one pod, never two, not even on the same node'),
            storageClassName: from(platform.cluster, 'storageClass'),
            resources: { requests: { storage: quantity(from(props, 'storage')) } },
          },
        },
      ],
    },
  });
}

function servicePort({ name, port }: StorePort): Draft<ServicePort> {
  return { name, port, targetPort: intOrString(name) };
}
