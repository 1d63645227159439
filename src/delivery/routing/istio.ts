import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { DestinationRule, DestinationRuleSpecTrafficPolicyTlsMode } from '../../../imports/networking.istio.io.js';
import { PeerAuthentication, PeerAuthenticationSpecMtlsMode } from '../../../imports/security.istio.io.js';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../../construct/labels.js';
import type { IstioIngress } from '../../construct/platform.js';
import { preset } from '../../construct/traced.js';
import type { Match } from '../entrance/match.js';
import { serviceObject } from '../entrance/service-object.js';
import { everywhere, hostOf, virtualService, withMatch } from '../entrance/virtual-service.js';
import { plainEntrance } from '../rolling.js';
import type { Router } from './router.js';

const STABLE = 'stable';
const CANARY = 'canary';
/** The route whose weights move. Those before it, by header or cookie, stay as they are. */
const PRIMARY = 'primary';

/**
 * Splits traffic in Istio's proxies, between two subsets of one Service: Argo Rollouts writes the weights, and into each
 * subset the hash of its pods. Between two rollouts both subsets are the stable pods.
 * Source: Argo Rollouts, "Istio: Subset-level Traffic Splitting".
 */
export function istioRouter(entry: IstioIngress): Router {
  return {
    router: 'istio',
    lead: (scope, { identity }, entrance, always) => {
      const service = serviceObject(scope, { identity, entrance, outside: false });
      const host = hostOf(scope, service);
      const destination = (subset: string) => ({ host, port: { number: entrance.port.number }, subset });
      const listeners = everywhere(entrance, entry, host);
      const split = virtualService(scope, identity, listeners, [
        // The first match wins: the rest of the requests comes last.
        ...always.map((match) => ({
          name: routeName(match),
          match: withMatch(listeners.matches, match),
          route: [{ destination: destination(CANARY) }],
        })),
        {
          name: PRIMARY,
          route: [
            { destination: destination(STABLE), weight: atRest(100) },
            { destination: destination(CANARY), weight: atRest(0) },
          ],
        },
      ]);
      const rule = subsets(scope, identity, host, entry);
      if (entry.mutualTls === 'strict') strictMutualTls(scope, identity);
      return {
        service,
        trafficRouting: {
          istio: {
            virtualService: { name: split.name, routes: [PRIMARY] },
            destinationRule: { name: rule.name, stableSubsetName: STABLE, canarySubsetName: CANARY },
          },
        },
        rewrites: [
          { object: split, jq: ['.spec.http[].route[].weight'] },
          { object: rule, jq: ['.spec.subsets[].labels["rollouts-pod-template-hash"]'] },
        ],
      };
    },
    prepare: (scope, { identity }, entrance) => {
      const root = plainEntrance(scope, identity, entrance);
      // A proxy that hears of a route before its subset answers 503.
      subsets(scope, identity, hostOf(scope, root), entry);
      if (entry.mutualTls === 'strict') strictMutualTls(scope, identity);
      return root;
    },
  };
}

const atRest = (weight: number) => preset(weight, 'between two rollouts all requests go to the stable pods');

function routeName({ match, name }: Match): string {
  return `canary-by-${match}-${name.toLowerCase()}`;
}

function subsets(scope: Construct, identity: Identity, host: string, { mutualTls }: IstioIngress): ApiObject {
  return emit(scope, 'destination-rule', DestinationRule, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      host,
      trafficPolicy: mutualTls && {
        tls: {
          mode: preset(DestinationRuleSpecTrafficPolicyTlsMode.ISTIO_UNDERSCORE_MUTUAL, 'the pods take nothing else'),
        },
      },
      subsets: [
        { name: STABLE, labels: selectorLabels(identity) },
        { name: CANARY, labels: selectorLabels(identity) },
      ],
    },
  });
}

function strictMutualTls(scope: Construct, identity: Identity): void {
  emit(scope, 'peer-authentication', PeerAuthentication, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      mtls: { mode: preset(PeerAuthenticationSpecMtlsMode.STRICT, 'as the environment asks') },
    },
  });
}
