import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  VirtualService,
  type VirtualServiceSpecHttp,
  type VirtualServiceSpecHttpMatch,
} from '../../../imports/networking.istio.io.js';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { IstioIngress } from '../../construct/platform.js';
import { type Draft, from, type Input, plain, preset, text } from '../../construct/traced.js';
import type { Entrance } from '../strategy.js';
import type { Match } from './match.js';

/** Where a VirtualService is heard: at the gateway, in the sidecars of callers, or both. */
export interface Listeners {
  readonly hosts: Draft<string[]>;
  readonly gateways: Draft<string[]>;
  readonly matches: readonly Draft<VirtualServiceSpecHttpMatch>[];
}

/** Everything that comes through the gateway on the service's path goes to one Service. */
export function plainVirtualService(
  scope: Construct,
  identity: Identity,
  entrance: Entrance,
  entry: IstioIngress,
  service: Pick<ApiObject, 'name'>,
): ApiObject {
  const route = [{ destination: { host: hostOf(scope, service), port: { number: entrance.port.number } } }];
  return virtualService(scope, identity, atGateway(entrance, entry), [{ name: 'primary', route }]);
}

/** A VirtualService whose routes all begin with the same conditions. */
export function virtualService(
  scope: Construct,
  identity: Identity,
  { hosts, gateways, matches }: Listeners,
  routes: readonly Draft<VirtualServiceSpecHttp>[],
): ApiObject {
  const common = matches.length > 0 ? matches : undefined;
  return emit(scope, 'virtual-service', VirtualService, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: { hosts, gateways, http: routes.map((route) => ({ ...route, match: route.match ?? common })) },
  });
}

/** Requests from outside: the service's path and all below it, element by element as an Ingress counts. */
export function atGateway({ route }: Entrance, entry: IstioIngress): Listeners {
  const { gateway } = entry;
  return {
    hosts: [from(entry, 'host')],
    gateways: [text`${from(gateway, 'namespace')}/${from(gateway, 'name')}`],
    matches: route ? below(route.path) : [],
  };
}

/** A path and all below it. Envoy's prefix is one of letters: `/cart` would take `/carts` too. */
function below(path: Input<string>): Draft<VirtualServiceSpecHttpMatch>[] {
  if (plain(path) === '/') return [{ uri: { prefix: path } }];
  return [{ uri: { exact: path } }, { uri: { prefix: text`${path}/` } }];
}

/** Requests from the sidecars of other pods, whatever their path, besides those from outside. */
export function everywhere(entrance: Entrance, entry: IstioIngress, host: string): Listeners {
  const mesh: Input<string> = preset('mesh', 'callers inside are split by their own sidecars');
  if (!entrance.route) return { hosts: [host], gateways: [mesh], matches: [] };
  const outside = atGateway(entrance, entry);
  return {
    hosts: [...outside.hosts, host],
    gateways: [...outside.gateways, mesh],
    matches: [...outside.matches, { gateways: ['mesh'] }],
  };
}

/** The conditions of these requests, each with a header or cookie besides. Source: Istio, "HTTPMatchRequest". */
export function withMatch(matches: Listeners['matches'], match: Match): Draft<VirtualServiceSpecHttpMatch>[] {
  const value = from(match, 'value');
  const headers: Draft<VirtualServiceSpecHttpMatch>['headers'] =
    match.match === 'header'
      ? { [match.name.toLowerCase()]: { exact: value } }
      : { cookie: { regex: text`^(.*; ?)?${match.name}=${value}(;.*)?$` } };
  return matches.length > 0 ? matches.map((one) => ({ ...one, headers })) : [{ headers }];
}

/** Full name: a short one means the namespace of whoever reads it. */
export function hostOf(scope: Construct, service: Pick<ApiObject, 'name'>): string {
  return `${service.name}.${Chart.of(scope).namespace ?? 'default'}.svc.cluster.local`;
}
