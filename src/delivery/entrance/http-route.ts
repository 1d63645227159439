import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../../imports/gateway.networking.k8s.io.js';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { GatewayApiIngress } from '../../construct/platform.js';
import { from } from '../../construct/traced.js';
import type { Entrance } from '../strategy.js';

/** Leads the service's path from a Gateway to one Service. Source: Gateway API, "HTTPRoute". */
export function httpRoute(
  scope: Construct,
  identity: Identity,
  { port, route }: Entrance,
  entry: GatewayApiIngress,
  service: Pick<ApiObject, 'name'>,
): ApiObject {
  const type = HttpRouteSpecRulesMatchesPathType.PATH_PREFIX;
  return emit(scope, 'http-route', HttpRoute, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      parentRefs: [{ name: from(entry.gateway, 'name'), namespace: from(entry.gateway, 'namespace') }],
      hostnames: [from(entry, 'host')],
      rules: [
        {
          matches: route && [{ path: { type, value: route.path } }],
          backendRefs: [{ name: service.name, port: port.number }],
        },
      ],
    },
  });
}
