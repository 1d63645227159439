import type { Entrance } from '../strategy.js';
import { albRouter } from './alb.js';
import { istioRouter } from './istio.js';
import { nginxRouter } from './nginx.js';
import type { Router } from './router.js';

/** The router of an environment; undefined where nothing there can split a service's traffic. */
export function routerOf({ platform, route }: Entrance): Router | undefined {
  const { ingress } = platform;
  switch (ingress.kind) {
    case 'alb':
      return route && albRouter;
    case 'istio':
      // The sidecars of callers split it too: no way in from outside is needed.
      return istioRouter(ingress);
    case 'class':
      return route && ingress.controller === 'nginx' ? nginxRouter : undefined;
    case 'gateway-api':
      // Argo Rollouts needs a plugin for it, which not every cluster has.
      return undefined;
  }
}
