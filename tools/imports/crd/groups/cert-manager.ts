import { type CustomKind, kindsOf } from '../kind.js';

const common = { package: '@kubernetes-models/cert-manager', group: 'cert-manager.io', version: 'v1' };

/** Pod templates, routes of the Gateway API, and DNS providers besides the one of the cloud that is used. */
const opaque =
  /\.podTemplate\.spec$|\.gatewayHTTPRoute\.parentRefs$|\.dns01\.(?!(?:cnameStrategy|route53|webhook)$)\w+$|^spec\.(vault|venafi)$/;

export const certManagerKinds: readonly CustomKind[] = [
  ...kindsOf(common, 'CertManagerIoV1', ['Certificate']),
  ...kindsOf({ ...common, opaque }, 'CertManagerIoV1', ['Issuer']),
  ...kindsOf({ ...common, opaque, scope: 'Cluster' }, 'CertManagerIoV1', ['ClusterIssuer']),
];
