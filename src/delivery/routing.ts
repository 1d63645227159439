import type { Router } from './router.js';
import { albRouter } from './routing-alb.js';
import type { Entrance } from './strategy.js';

/** The router of an environment; undefined where nothing there can split a service's traffic. */
export function routerOf({ platform, route }: Entrance): Router | undefined {
  const { ingress } = platform;
  if (route && ingress.kind === 'alb') return albRouter;
  return undefined;
}
