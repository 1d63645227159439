import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { pointer } from '../../construct/rewrite.js';
import { combine, type Input, preset } from '../../construct/traced.js';
import { ingress } from '../entrance/ingress.js';
import { serviceObject } from '../entrance/service-object.js';
import type { Entrance, Workload } from '../strategy.js';
import type { Router } from './router.js';

/**
 * Splits traffic with the weights of an AWS load balancer. Argo Rollouts writes them into an annotation of the Ingress,
 * whose backend is that annotation's action. The action stands in Git as it is between two rollouts: without it the
 * load balancer's controller would refuse the Ingress, which would never become healthy, and the Rollout, in a later
 * wave, would never come to write it.
 *
 * The workload's own Service still leads to all pods: callers inside meet the canary by its share of the pods.
 * Source: Argo Rollouts, "AWS Load Balancer Controller"; AWS Load Balancer Controller, "Ingress annotations: actions".
 */
export const albRouter: Router = {
  router: 'alb',
  lead: (scope, workload, entrance) => {
    const open = entrance.stillOpen ? 'all' : 'sides';
    const { root, stable, canary } = threeServices(scope, workload, entrance, open);
    const atRest = combine(
      [entrance.port.number, preset(0, 'between two rollouts all requests go to the stable pods')],
      (port, weight) =>
        forward([
          { service: canary.name, port, weight },
          { service: stable.name, port, weight: 100 - weight },
        ]),
    );
    const { entry, action } = annotated(scope, workload, entrance, root, atRest);
    return {
      service: root,
      stable,
      canary,
      trafficRouting: {
        alb: { ingress: entry?.name, rootService: root.name, servicePort: entrance.port.number },
      },
      rewrites: entry ? [{ object: entry, pointers: [pointer('metadata', 'annotations', action)] }] : [],
    };
  },
  prepare: (scope, workload, entrance) => {
    const { root, stable, canary } = threeServices(scope, workload, entrance, 'all');
    // A target group is known by Ingress, Service and port as they are written: all pods stay in the group that they
    // are in, under the port's name, while those of the sides are found healthy without any traffic.
    const warm = combine(
      [entrance.port.number, preset(100, 'the sides get no traffic before their target groups are healthy')],
      (port, weight) =>
        forward([
          { service: root.name, port: entrance.port.name, weight },
          { service: canary.name, port, weight: 0 },
          { service: stable.name, port, weight: 0 },
        ]),
    );
    annotated(scope, workload, entrance, root, warm);
    return root;
  },
};

function threeServices(scope: Construct, { identity }: Workload, entrance: Entrance, open: 'sides' | 'all') {
  return {
    root: serviceObject(scope, { identity, entrance, outside: open === 'all' }),
    stable: serviceObject(scope, { identity, entrance, side: 'stable', outside: true }),
    canary: serviceObject(scope, { identity, entrance, side: 'canary', outside: true }),
  };
}

function annotated(
  scope: Construct,
  { identity }: Workload,
  entrance: Entrance,
  root: ApiObject,
  value: Input<string>,
) {
  const action = `alb.ingress.kubernetes.io/actions.${root.name}`;
  const entry = ingress(scope, identity, entrance, {
    service: root,
    portName: 'use-annotation',
    annotations: { [action]: value },
  });
  return { entry, action };
}

export interface ForwardTarget {
  readonly service: string;
  readonly port: number | string;
  readonly weight: number;
}

/** A forward action, spelt as Argo Rollouts spells it, so that its first write changes nothing. */
export function forward(targets: readonly ForwardTarget[]): string {
  return JSON.stringify({
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: targets.map(({ service, port, weight }) => ({
        ServiceName: service,
        ServicePort: String(port),
        Weight: weight,
      })),
    },
  });
}
