import type { ApiObject } from 'cdk8s';
import { type DeploymentSpec, KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { checkDurations, inSeconds } from '../construct/durations.js';
import { emit, intOrString } from '../construct/emit.js';
import { type Identity, selectorLabels, workloadLabels } from '../construct/labels.js';
import { made } from '../construct/place.js';
import { type Draft, from, preset } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';
import { ingress } from './entrance/ingress.js';
import { serviceObject } from './entrance/service-object.js';
import type { Delivered, Entrance, Strategy, Workload } from './strategy.js';

/** How pods are replaced by new ones, a few at a time. Source: Kubernetes, "Deployments". */
export interface RollingProps {
  /** Pods that may run above the number wanted. Default 1. */
  readonly maxSurge?: number;
  /** Pods that may be missing below the number wanted. Default 0: a request always finds as many pods as before. */
  readonly maxUnavailable?: number;
  /** How long a new pod must stay ready before the next one follows. Default `10s`. */
  readonly minReady?: Duration;
  /** After this long without progress the Deployment is Degraded in Argo CD. Default `5m`. */
  readonly progressDeadline?: Duration;
}

/**
 * Pod by pod, a new one first: the default.
 * Source: Kubernetes, "Deployments: Rolling Update Deployment".
 */
export function rolling(given: RollingProps = {}): Strategy<'side-by-side'> {
  return podByPod(made(rolling, { ...given }));
}

/** The same, where the author asked for none. */
export function podByPod(props: RollingProps = {}): Strategy<'side-by-side'> {
  return {
    strategy: 'rolling',
    replaces: 'side-by-side',
    takesOver: 'at-once',
    deliver: (scope, workload, entrance) => {
      checkDurations(scope, 'rolling', props, ['minReady', 'progressDeadline']);
      return deploy(scope, workload, entrance, rollingSpec(props));
    },
  };
}

/**
 * All old pods stop, then the new ones start: for what must never run twice. Requests fail in between.
 * Source: Kubernetes, "Deployments: Recreate Deployment".
 */
export function recreate(): Strategy<'in-place'> {
  return {
    strategy: 'recreate',
    replaces: 'in-place',
    takesOver: 'at-once',
    deliver: (scope, workload, entrance) =>
      deploy(scope, workload, entrance, { strategy: { type: preset('Recreate', 'as recreate() says') } }),
  };
}

function deploy(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  spec: Partial<Draft<DeploymentSpec>>,
): Delivered {
  const service = entrance && plainEntrance(scope, workload.identity, entrance);
  return { controllers: [deployment(scope, workload, spec)], service, rewrites: [] };
}

/** One Service over all pods, and the way to it from outside. */
export function plainEntrance(scope: Construct, identity: Identity, entrance: Entrance): ApiObject {
  const service = serviceObject(scope, { identity, entrance, outside: true });
  ingress(scope, identity, entrance, { service, portName: entrance.port.name });
  return service;
}

/** A Deployment of the workload's pods. */
export function deployment(scope: Construct, workload: Workload, spec: Partial<Draft<DeploymentSpec>>): ApiObject {
  const { identity, template, pods } = workload;
  return emit(scope, 'deployment', KubeDeployment, {
    metadata: { name: identity.name, labels: workloadLabels(identity) },
    spec: { replicas: pods.replicas, selector: { matchLabels: selectorLabels(identity) }, ...spec, template },
  });
}

/** What a Deployment must be told for a rolling update. */
export function rollingSpec(props: RollingProps): Partial<Draft<DeploymentSpec>> {
  const rollingUpdate = {
    maxSurge: intOrString(
      from(props, 'maxSurge') ?? preset(1, 'one new pod at a time: what the node must have room for', props),
    ),
    maxUnavailable: intOrString(
      from(props, 'maxUnavailable') ?? preset(0, 'a request finds as many pods as before', props),
    ),
  };
  return {
    strategy: { rollingUpdate },
    minReadySeconds: inSeconds(
      from(props, 'minReady') ?? preset('10s' as const, 'a pod that dies at once stops the rollout', props),
    ),
    progressDeadlineSeconds: inSeconds(
      from(props, 'progressDeadline') ??
        preset('5m' as const, 'a rollout that is stuck shows after five minutes', props),
    ),
  };
}
