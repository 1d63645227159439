import type { Construct } from 'constructs';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpecAction,
  type AuthorizationPolicySpecRules,
  PeerAuthentication,
  PeerAuthenticationSpecMtlsMode,
  PeerAuthenticationSpecPortLevelMtlsMode,
} from '../../imports/security.istio.io.js';
import type { Call, CallEnd } from '../cluster/facts.js';
import { emit } from '../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../construct/labels.js';
import type { Mesh } from '../construct/platform.js';
import { type Draft, derive, plain, preset, text } from '../construct/traced.js';

type Labels = Readonly<Record<string, Draft<string>>>;
type Rule = Draft<AuthorizationPolicySpecRules>;

/** Lets nobody in to a namespace's pods, whoever asks; other policies say who may. Source: Istio, "allow-nothing policy". */
export function denyInMesh(scope: Construct, namespace: string, labels: Labels): void {
  emit(scope, `deny-in-mesh-${namespace}`, AuthorizationPolicy, {
    metadata: { name: 'default-deny', namespace, labels },
    spec: {},
  });
}

/**
 * Pods of a namespace take only connections of the mesh. Probes are not among them: the sidecar answers those itself.
 * Source: Istio, "PeerAuthentication", "Health Checking of Istio Services".
 */
export function strictInMesh(scope: Construct, namespace: string, labels: Labels): void {
  emit(scope, `strict-in-mesh-${namespace}`, PeerAuthentication, {
    metadata: { name: 'default', namespace, labels },
    spec: { mtls: { mode: preset(PeerAuthenticationSpecMtlsMode.STRICT, 'as the environment asks') } },
  });
}

/** The port of a worker's metrics takes plain connections too: who scrapes has no sidecar. */
export function plainMetrics(scope: Construct, identity: Identity, port: Draft<number>): void {
  emit(scope, 'peer-authentication', PeerAuthentication, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      selector: { matchLabels: selectorLabels(identity) },
      mtls: { mode: preset(PeerAuthenticationSpecMtlsMode.STRICT, 'as the environment asks') },
      portLevelMtls: {
        [String(plain(port))]: {
          mode: preset(PeerAuthenticationSpecPortLevelMtlsMode.PERMISSIVE, 'who scrapes has no sidecar'),
        },
      },
    },
  });
}

/**
 * Says who may call a workload, by the identity that mutual TLS proves. Requests of the gateway and metrics stand in a
 * policy of its own; for each workload of the mesh that it calls another one, in their namespace, lets it in there.
 * Source: Istio, "AuthorizationPolicy": a request that any policy allows is allowed.
 */
export function meshPolicies(
  scope: Construct,
  identity: Identity,
  namespace: string,
  calls: readonly Draft<Call>[],
  mesh: Mesh,
): void {
  const isSelf = (end: Draft<CallEnd>) =>
    'labels' in end && plain(end.name) === identity.name && plain(end.namespace) === namespace;
  const own = calls.filter(({ to }) => isSelf(to)).flatMap((call) => inward(call, mesh));
  if (own.length > 0 && mesh.namespaces.includes(namespace)) {
    emit(scope, 'authorization', AuthorizationPolicy, {
      metadata: { name: identity.name, labels: objectLabels(identity) },
      spec: {
        selector: { matchLabels: selectorLabels(identity) },
        action: preset(AuthorizationPolicySpecAction.ALLOW, 'whatever nobody allows is denied'),
        rules: own,
      },
    });
  }
  for (const { from, to, port, purpose } of calls) {
    if (!isSelf(from) || plain(purpose) !== 'uses' || !('labels' in to)) continue;
    if (!mesh.namespaces.includes(plain(to.namespace)) || !mesh.namespaces.includes(namespace)) continue;
    const name = `${identity.name}-to-${plain(to.name)}`;
    emit(scope, `authorization-${plain(to.name)}-${plain(port)}`, AuthorizationPolicy, {
      metadata: { name, namespace: to.namespace, labels: objectLabels(identity) },
      spec: {
        selector: { matchLabels: to.labels },
        action: preset(AuthorizationPolicySpecAction.ALLOW, 'whatever nobody allows is denied'),
        rules: [
          {
            from: [{ source: { principals: [text`cluster.local/ns/${namespace}/sa/${identity.name}`] } }],
            to: [{ operation: { ports: [derive(port, String)] } }],
          },
        ],
      },
    });
  }
}

function inward({ purpose, port }: Draft<Call>, mesh: Mesh): Rule[] {
  const ports = [derive(port, String)];
  switch (plain(purpose)) {
    case 'route':
      return [{ from: [{ source: { namespaces: [mesh.gateway.namespace] } }], to: [{ operation: { ports } }] }];
    case 'scrape':
      // The sidecar's own port is past its policies.
      if (plain(port) === 15020) return [];
      // Who scrapes has no identity in the mesh; the network policy says who it may be.
      return [{ to: [{ operation: { ports, methods: ['GET'], paths: ['/metrics'] } }] }];
    default:
      return [];
  }
}
