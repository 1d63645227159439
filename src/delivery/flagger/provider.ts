import type { CanarySpecService } from '../../../imports/flagger.app.js';
import { type Draft, from, preset, text } from '../../construct/traced.js';
import { atGateway } from '../entrance/virtual-service.js';
import type { Entrance } from '../strategy.js';

export type Provider = 'nginx' | 'istio' | 'gateway-api';

/** What splits traffic in an environment, as Flagger calls it; undefined where it knows nothing that does. */
export function providerOf({ platform, route }: Entrance): Provider | undefined {
  const { ingress } = platform;
  if (ingress.kind === 'istio') return 'istio';
  if (route === undefined) return undefined;
  if (ingress.kind === 'gateway-api') return 'gateway-api';
  return ingress.kind === 'class' && ingress.controller === 'nginx' ? 'nginx' : undefined;
}

/** How Flagger makes the Services, and the routes of the mesh or Gateway. Source: Flagger, "Canary service". */
export function flaggerEntrance(entrance: Entrance, provider: Provider): Draft<CanarySpecService> {
  const { port, route, platform } = entrance;
  const { ingress } = platform;
  const service = { port: port.number, portName: port.name, targetPort: port.name };
  if (provider === 'istio' && ingress.kind === 'istio') {
    const { hosts, gateways, matches } = atGateway(entrance, ingress);
    return {
      ...service,
      hosts: route ? hosts : undefined,
      gateways: [...(route ? gateways : []), preset('mesh', 'callers inside are split by their own sidecars')],
      match: route ? [...matches, { gateways: ['mesh'] }] : undefined,
      trafficPolicy: ingress.mutualTls && { tls: { mode: preset('ISTIO_MUTUAL', 'the pods take nothing else') } },
    };
  }
  if (provider === 'gateway-api' && ingress.kind === 'gateway-api') {
    const { gateway } = ingress;
    return {
      ...service,
      hosts: [from(ingress, 'host')],
      gatewayRefs: [{ name: from(gateway, 'name'), namespace: from(gateway, 'namespace') }],
      match: route && [{ path: { type: 'PathPrefix', value: text`${route.path}` } }],
    };
  }
  return service;
}
