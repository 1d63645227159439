import type { ApiObject } from 'cdk8s';
import { KubeIngress } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import { type AlbIngress, deregistrationSeconds, reachesPods } from '../../construct/platform.js';
import { type Draft, from, type Input, preset } from '../../construct/traced.js';
import type { Entrance } from '../strategy.js';
import { httpRoute } from './http-route.js';
import { plainVirtualService } from './virtual-service.js';

/** Where an Ingress sends: a Service and a port of it by name, and what the controller must be told besides. */
export interface Backend {
  readonly service: Pick<ApiObject, 'name'>;
  readonly portName: string;
  readonly annotations?: Readonly<Record<string, Input<string>>>;
}

/**
 * Leads the service's path to a backend: an Ingress, or a VirtualService where Istio does it. Undefined when the service
 * is not reached from outside.
 */
export function ingress(
  scope: Construct,
  identity: Identity,
  entrance: Entrance,
  backend: Backend,
): ApiObject | undefined {
  const { platform, route } = entrance;
  if (!route) return undefined;
  const { ingress: entry } = platform;
  if (entry.kind === 'istio') return plainVirtualService(scope, identity, entrance, entry, backend.service);
  if (entry.kind === 'gateway-api') return httpRoute(scope, identity, entrance, entry, backend.service);
  const { service, portName } = backend;
  const own = entry.kind === 'alb' ? albAnnotations(entry, entrance, route.healthPath) : {};
  const annotations = { ...own, ...backend.annotations };
  return emit(scope, 'ingress', KubeIngress, {
    metadata: {
      name: identity.name,
      labels: objectLabels(identity),
      annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    },
    spec: {
      ingressClassName: entry.kind === 'alb' ? 'alb' : from(entry, 'className'),
      rules: [
        {
          host: from(entry, 'host'),
          http: {
            paths: [
              {
                path: route.path,
                pathType: 'Prefix',
                backend: { service: { name: service.name, port: { name: portName } } },
              },
            ],
          },
        },
      ],
    },
  });
}

/** Source: AWS Load Balancer Controller, "Ingress annotations". */
function albAnnotations(
  entry: AlbIngress,
  { platform, nodes }: Entrance,
  healthPath: Input<string>,
): Readonly<Record<string, Input<string>>> {
  const throughNodes = !reachesPods(platform.cluster.network);
  const annotations: Draft<Record<string, string>> = {
    'group.name': from(entry, 'group'),
    scheme: from(entry, 'scheme'),
    'target-type': throughNodes ? 'instance' : 'ip',
    // With traffic kept on its node, a node without pods would be a target that answers nothing.
    ...(throughNodes && platform.isolation && nodes !== undefined && { 'target-node-labels': nodes }),
    'listen-ports': preset('[{"HTTP": 80}, {"HTTPS": 443}]', 'HTTP is there to be redirected'),
    'ssl-redirect': preset('443', 'nobody talks to the API in clear'),
    'healthcheck-path': healthPath,
    'target-group-attributes': preset(
      `deregistration_delay.timeout_seconds=${deregistrationSeconds}`,
      'a pod that stops is forgotten within its grace period',
    ),
  };
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );
}
