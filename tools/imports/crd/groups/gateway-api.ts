import { type CustomKind, kindsOf } from '../kind.js';

const common = {
  package: '@kubernetes-models/gateway-api',
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  alsoServed: ['v1beta1'],
};
const types = 'IoK8sSigsGatewayApiApisV1';

export const gatewayApiKinds: readonly CustomKind[] = [
  ...kindsOf(common, types, ['Gateway', 'HTTPRoute']),
  ...kindsOf({ ...common, scope: 'Cluster' }, types, ['GatewayClass']),
  ...kindsOf({ ...common, alsoServed: [] }, types, ['GRPCRoute']),
  // `v1` came late: clusters of 2024 serve `v1beta1` alone.
  ...kindsOf({ ...common, version: 'v1beta1', alsoServed: ['v1'] }, `${types}beta1`, ['ReferenceGrant']),
];
