import { KubeIngress } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { NetworkFacts } from '../cluster/facts.js';
import { emit } from '../construct/emit.js';
import { type Identity, objectLabels } from '../construct/labels.js';
import type { AlbIngress, IngressPlatform } from '../construct/platform.js';
import { reject } from '../construct/reject.js';
import { type Draft, from, type Input, preset } from '../construct/traced.js';

/** A path below the API's host: this and everything below it (`/api/v1/chat`, `/api/v1/chat/rooms`) is the service's. */
export type Route = `/${string}`;

/** How long a load balancer goes on sending to a pod that has been told to stop, in seconds. */
export const deregistrationSeconds = 30;

export interface RouteProps {
  readonly identity: Identity;
  readonly path: Input<Route>;
  readonly healthPath: Input<string>;
  readonly portName: string;
  readonly ingress: IngressPlatform;
  readonly network: NetworkFacts;
  /** Labels of the only nodes that have pods to send to; every node is a target when absent. */
  readonly nodes?: Input<string>;
}

/** An Ingress that leads a path to the service of the same name. */
export function route(scope: Construct, props: RouteProps): void {
  const { identity, ingress } = props;
  const backend = { service: { name: identity.name, port: { name: props.portName } } };
  emit(scope, 'ingress', KubeIngress, {
    metadata: {
      name: identity.name,
      labels: objectLabels(identity),
      annotations: ingress.kind === 'alb' ? albAnnotations(ingress, props) : undefined,
    },
    spec: {
      ingressClassName: ingress.kind === 'alb' ? 'alb' : from(ingress, 'className'),
      rules: [{ host: from(ingress, 'host'), http: { paths: [{ path: props.path, pathType: 'Prefix', backend }] } }],
    },
  });
}

/**
 * Whether an AWS load balancer can send straight to pods. It cannot in an overlay network: then it sends to the nodes,
 * and the Service must be of type NodePort.
 */
export function reachesPods(network: NetworkFacts): boolean {
  return network.podsRoutable;
}

/** Source: AWS Load Balancer Controller, "Ingress annotations". */
function albAnnotations(
  ingress: AlbIngress,
  { network, healthPath, nodes }: RouteProps,
): Draft<Record<string, string>> {
  const annotations: Draft<Record<string, string>> = {
    'group.name': from(ingress, 'group'),
    scheme: from(ingress, 'scheme'),
    'target-type': reachesPods(network) ? 'ip' : 'instance',
    ...(nodes !== undefined && { 'target-node-labels': nodes }),
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

/** Rejects a path that no request can have. */
export function checkRoute(scope: Construct, props: { readonly route?: Route }): void {
  const path = props.route;
  if (path === undefined || /^(\/[A-Za-z0-9._~-]+)+$/.test(path)) return;
  reject(scope, {
    rule: 'route-syntax',
    message: `route "${path}" is not a plain path`,
    why: 'The ingress controller matches element by element; this one never matches, or matches everything.',
    fix: 'Write a path such as "/api/v1/chat": no final slash, no wildcard, no query.',
    property: { object: props, key: 'route' },
  });
}
