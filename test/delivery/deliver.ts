import type { Strategy } from '../../src/delivery/strategy.js';
import { fixed } from '../../src/service/scale.js';
import { platform, service } from '../service/synth-service.js';

export const prometheus = { address: 'http://prometheus.monitoring.svc.cluster.local:9090' } as const;

/** A service of three pods behind a load balancer, delivered so. */
export function deliver(delivery: Strategy, changes: Parameters<typeof service>[0] = {}) {
  return service({ scale: fixed(3), route: '/cart', platform: platform({ prometheus }), delivery, ...changes });
}
