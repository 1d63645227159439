import { group, type KindRow, type NameRow } from './row.js';

/** Where traffic goes to. Source: istio/api, networking/v1 VirtualService. */
const DESTINATIONS: readonly NameRow[] = [
  'spec.http[].route[].destination.host',
  'spec.http[].mirror.host',
  'spec.http[].mirrors[].destination.host',
  'spec.tcp[].route[].destination.host',
  'spec.tls[].route[].destination.host',
].map((from) => ({ from, to: 'Service', form: 'host', checkedBy: 'vs-host' }));

const GATEWAYS: readonly NameRow[] = [
  'spec.gateways[]',
  'spec.http[].match[].gateways[]',
  'spec.tls[].match[].gateways[]',
  'spec.tcp[].match[].gateways[]',
].map((from) => ({ from, to: 'Gateway.networking.istio.io', form: 'path', checkedBy: 'vs-gateway' }));

const WORKLOAD = { from: 'spec.selector', selects: 'pods' } as const;
const PROXIES = { from: 'spec.workloadSelector.labels', selects: 'pods', form: 'map' } as const;

/** Istio. Source: istio/api. */
export const ISTIO: readonly KindRow[] = [
  ...group('networking.istio.io', [
    {
      kind: 'VirtualService',
      scope: 'namespaced',
      lists: { 'spec.http': ['name'] },
      references: [...DESTINATIONS, ...GATEWAYS],
    },
    {
      kind: 'DestinationRule',
      scope: 'namespaced',
      lists: { 'spec.subsets': ['name'] },
      references: [{ from: 'spec.host', to: 'Service', form: 'host', checkedBy: 'vs-host' }],
    },
    {
      kind: 'Gateway',
      scope: 'namespaced',
      references: [{ from: 'spec.servers[].tls.credentialName', to: 'Secret', checkedBy: 'vs-gateway' }],
      selectors: [{ from: 'spec.selector', selects: 'pods', form: 'map' }],
    },
    { kind: 'ServiceEntry', scope: 'namespaced' },
    { kind: 'Sidecar', scope: 'namespaced', selectors: [PROXIES] },
    { kind: 'EnvoyFilter', scope: 'namespaced', selectors: [PROXIES] },
    { kind: 'WorkloadEntry', scope: 'namespaced' },
    { kind: 'WorkloadGroup', scope: 'namespaced' },
    { kind: 'ProxyConfig', scope: 'namespaced', selectors: [WORKLOAD] },
  ]),
  ...group('security.istio.io', [
    { kind: 'AuthorizationPolicy', scope: 'namespaced', selectors: [WORKLOAD] },
    { kind: 'PeerAuthentication', scope: 'namespaced', selectors: [WORKLOAD] },
    { kind: 'RequestAuthentication', scope: 'namespaced', selectors: [WORKLOAD] },
  ]),
  ...group('telemetry.istio.io', [{ kind: 'Telemetry', scope: 'namespaced', selectors: [WORKLOAD] }]),
  ...group('extensions.istio.io', [{ kind: 'WasmPlugin', scope: 'namespaced', selectors: [WORKLOAD] }]),
];
