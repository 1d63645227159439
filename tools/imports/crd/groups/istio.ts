import { type CustomKind, kindsOf } from '../kind.js';

const common = { package: '@kubernetes-models/istio', version: 'v1' };
const networking = { ...common, group: 'networking.istio.io', alsoServed: ['v1beta1', 'v1alpha3'] };
const security = { ...common, group: 'security.istio.io', alsoServed: ['v1beta1'] };
const telemetry = { ...common, group: 'telemetry.istio.io', alsoServed: ['v1alpha1'] };

export const istioKinds: readonly CustomKind[] = [
  ...kindsOf(networking, 'NetworkingIstioIoV1', [
    'VirtualService',
    'DestinationRule',
    'Gateway',
    'ServiceEntry',
    'Sidecar',
  ]),
  ...kindsOf({ ...networking, schemaOnly: true }, 'NetworkingIstioIoV1', ['WorkloadEntry']),
  {
    ...common,
    group: 'networking.istio.io',
    version: 'v1alpha3',
    kind: 'EnvoyFilter',
    schema: 'NetworkingIstioIoV1alpha3EnvoyFilter',
    schemaOnly: true,
  },
  ...kindsOf(security, 'SecurityIstioIoV1', ['PeerAuthentication', 'AuthorizationPolicy', 'RequestAuthentication']),
  ...kindsOf(telemetry, 'TelemetryIstioIoV1', ['Telemetry']),
];
