import { from, type Input } from '../../construct/traced.js';
import { ingress } from '../entrance/ingress.js';
import type { Match } from '../entrance/match.js';
import { serviceObject } from '../entrance/service-object.js';
import { plainEntrance } from '../rolling.js';
import type { Router } from './router.js';

/**
 * Splits traffic in NGINX: Argo Rollouts makes a second Ingress that leads to the canary with its weight, beside the one
 * in Git, which leads to the stable pods. The workload's own Service still leads to all pods.
 * Source: Argo Rollouts, "NGINX"; ingress-nginx, "Annotations: Canary".
 */
export const nginxRouter: Router = {
  router: 'nginx',
  lead: (scope, { identity }, entrance, always) => {
    const root = serviceObject(scope, { identity, entrance, outside: false });
    const stable = serviceObject(scope, { identity, entrance, side: 'stable', outside: true });
    const canary = serviceObject(scope, { identity, entrance, side: 'canary', outside: true });
    const entry = ingress(scope, identity, entrance, { service: stable, portName: entrance.port.name });
    const annotations = Object.assign({}, ...always.map(annotationsOf));
    return {
      service: root,
      stable,
      canary,
      trafficRouting: {
        nginx: {
          stableIngress: entry?.name,
          additionalIngressAnnotations: always.length > 0 ? annotations : undefined,
        },
      },
      rewrites: [],
    };
  },
  prepare: (scope, { identity }, entrance) => {
    const root = plainEntrance(scope, identity, entrance);
    for (const side of ['stable', 'canary']) serviceObject(scope, { identity, entrance, side, outside: true });
    return root;
  },
};

/** Without their prefix: Argo Rollouts puts it before each. */
function annotationsOf(match: Match): Record<string, Input<string>> {
  if (match.match === 'cookie') return { 'canary-by-cookie': from(match, 'name') };
  return { 'canary-by-header': from(match, 'name'), 'canary-by-header-value': from(match, 'value') };
}
