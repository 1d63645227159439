import { gatewayApi, ingressClass, istio } from '../../src/construct/platform.js';
import type { Strategy } from '../../src/delivery/strategy.js';
import { refOf } from '../../src/manifest/kinds.js';
import type { KubeObject } from '../../src/manifest/manifest.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { fixed } from '../../src/service/scale.js';
import { platform, service } from '../service/synth-service.js';

export const prometheus = { address: 'http://prometheus.monitoring.svc.cluster.local:9090' } as const;

/** What was delivered, as a cluster receives it. */
export function setOf(all: readonly KubeObject[]): ManifestSet {
  return new ManifestSet(
    '',
    all.map((object) => ({ ref: refOf(object), object, origin: { file: 'test.yaml' } })),
  );
}

/** An environment of each sort. */
export const environments = {
  alb: platform({ prometheus }),
  nginx: platform({ prometheus, ingress: ingressClass('nginx', { host: 'shop.test' }) }),
  istio: platform({
    prometheus,
    ingress: istio({ host: 'shop.test', gateway: { name: 'public', namespace: 'istio-system' } }),
  }),
  gatewayApi: platform({
    prometheus,
    ingress: gatewayApi({ host: 'shop.test', gateway: { name: 'public', namespace: 'gateways' } }),
  }),
};

/** A service of three pods behind a load balancer, delivered so. */
export function deliver(delivery: Strategy, changes: Parameters<typeof service>[0] = {}) {
  return service({ scale: fixed(3), route: '/cart', platform: platform({ prometheus }), delivery, ...changes });
}
