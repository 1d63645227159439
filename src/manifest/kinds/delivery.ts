import { text } from '../access.js';
import type { JsonObject } from '../manifest.js';
import { group, type KindRow, type NameRow } from './row.js';

const TARGET: NameRow = {
  from: 'spec.targetRef.name',
  to: 'Deployment',
  kind: 'kind',
  group: 'apiVersion',
  checkedBy: 'flagger-target',
};

/** The name that Flagger gives its Services. Source: Flagger, tutorials/canary-apis "service". */
function apex(o: JsonObject): string {
  return text(o, 'spec.service.name') ?? text(o, 'spec.targetRef.name') ?? '';
}

const ROUTE_PARENTS: NameRow = {
  from: 'spec.parentRefs[].name',
  to: 'Gateway.gateway.networking.k8s.io',
  kind: 'kind',
  group: 'group',
  namespace: 'namespace',
};
const ROUTE_BACKENDS: NameRow = {
  from: 'spec.rules[].backendRefs[].name',
  to: 'Service',
  kind: 'kind',
  group: 'group',
  namespace: 'namespace',
};

const AUTHENTICATION: NameRow = {
  from: 'spec.triggers[].authenticationRef.name',
  to: 'TriggerAuthentication',
  kind: 'kind',
};

/** What moves traffic and replicas: Flagger, Gateway API, KEDA, AWS load balancers. Source: their CRDs. */
export const DELIVERY: readonly KindRow[] = [
  ...group('flagger.app', [
    {
      kind: 'Canary',
      scope: 'namespaced',
      lists: { 'spec.analysis.metrics': ['name'] },
      references: [
        TARGET,
        { ...TARGET, from: 'spec.autoscalerRef.name', to: 'HorizontalPodAutoscaler' },
        { ...TARGET, from: 'spec.ingressRef.name', to: 'Ingress' },
        { from: 'spec.service.gateways[]', to: 'Gateway.networking.istio.io', form: 'path', checkedBy: 'vs-gateway' },
        {
          from: 'spec.analysis.metrics[].templateRef.name',
          to: 'MetricTemplate',
          namespace: 'namespace',
          strength: 'strict',
          checkedBy: 'flagger-target',
        },
        {
          from: 'spec.analysis.alerts[].providerRef.name',
          to: 'AlertProvider',
          namespace: 'namespace',
          checkedBy: 'flagger-target',
        },
      ],
      // Weak: the Canary waits for its Ingress, and that leads to a Service which the Canary makes.
      makes: [
        { kind: 'Service', names: (o) => [apex(o), `${apex(o)}-primary`, `${apex(o)}-canary`], strength: 'weak' },
        { kind: 'Deployment', names: (o) => [`${text(o, 'spec.targetRef.name') ?? ''}-primary`], strength: 'weak' },
      ],
    },
    {
      kind: 'MetricTemplate',
      scope: 'namespaced',
      references: [{ from: 'spec.provider.secretRef.name', to: 'Secret' }],
    },
    { kind: 'AlertProvider', scope: 'namespaced', references: [{ from: 'spec.secretRef.name', to: 'Secret' }] },
  ]),
  ...group('gateway.networking.k8s.io', [
    { kind: 'GatewayClass', scope: 'cluster' },
    {
      kind: 'Gateway',
      scope: 'namespaced',
      lists: { 'spec.listeners': ['name'] },
      references: [
        { from: 'spec.gatewayClassName', to: 'GatewayClass' },
        {
          from: 'spec.listeners[].tls.certificateRefs[].name',
          to: 'Secret',
          kind: 'kind',
          group: 'group',
          namespace: 'namespace',
        },
      ],
    },
    ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => ({
      kind,
      scope: 'namespaced' as const,
      references: [ROUTE_PARENTS, ROUTE_BACKENDS],
    })),
    { kind: 'ReferenceGrant', scope: 'namespaced' },
  ]),
  ...group('keda.sh', [
    {
      kind: 'ScaledObject',
      scope: 'namespaced',
      lists: { 'spec.triggers': ['type', 'name'] },
      references: [
        {
          from: 'spec.scaleTargetRef.name',
          to: 'Deployment',
          kind: 'kind',
          group: 'apiVersion',
          checkedBy: 'hpa-target',
        },
        AUTHENTICATION,
      ],
      makes: [{ kind: 'HorizontalPodAutoscaler', names: (o) => [`keda-hpa-${text(o, 'metadata.name') ?? ''}`] }],
    },
    ...(['TriggerAuthentication', 'ClusterTriggerAuthentication'] as const).map((kind) => ({
      kind,
      scope: kind === 'TriggerAuthentication' ? ('namespaced' as const) : ('cluster' as const),
      // A cluster-wide one reads its secrets in KEDA's own namespace.
      references:
        kind === 'TriggerAuthentication' ? [{ from: 'spec.secretTargetRef[].name', to: 'Secret', key: 'key' }] : [],
    })),
  ]),
  ...group('elbv2.k8s.aws', [
    {
      kind: 'TargetGroupBinding',
      scope: 'namespaced',
      references: [{ from: 'spec.serviceRef.name', to: 'Service' }],
    },
    { kind: 'IngressClassParams', scope: 'cluster' },
  ]),
];
