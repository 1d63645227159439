import { pointer, type Rewrite } from '../construct/rewrite.js';
import { combine, preset } from '../construct/traced.js';
import { ingress } from './ingress.js';
import type { Router } from './router.js';
import { serviceObject } from './service-object.js';

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
  lead: (scope, { identity }, entrance) => {
    const root = serviceObject(scope, { identity, entrance, outside: false });
    const stable = serviceObject(scope, { identity, entrance, side: 'stable', outside: true });
    const canary = serviceObject(scope, { identity, entrance, side: 'canary', outside: true });
    const action = `alb.ingress.kubernetes.io/actions.${root.name}`;
    const atRest = combine(
      [entrance.port.number, preset(0, 'between two rollouts all requests go to the stable pods')],
      (port, weight) =>
        forward([
          { service: canary.name, port, weight },
          { service: stable.name, port, weight: 100 - weight },
        ]),
    );
    const entry = ingress(scope, identity, entrance, {
      service: root,
      portName: 'use-annotation',
      annotations: { [action]: atRest },
    });
    const rewrites: Rewrite[] = entry
      ? [{ object: entry, pointers: [pointer('metadata', 'annotations', action)] }]
      : [];
    return {
      service: root,
      stable,
      canary,
      trafficRouting: {
        alb: { ingress: entry?.name, rootService: root.name, servicePort: entrance.port.number },
      },
      rewrites,
    };
  },
};

export interface ForwardTarget {
  readonly service: string;
  readonly port: number;
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
