import { group, type KindRow, type NameRow, type SelectorRow } from './row.js';

/** Secrets and ConfigMaps that a scraper reads, below an endpoint. Source: prometheus-operator, monitoring/v1. */
const CREDENTIALS: readonly NameRow[] = [
  { from: 'basicAuth.username.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'basicAuth.password.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'authorization.credentials.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'bearerTokenSecret.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'tlsConfig.ca.secret.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'tlsConfig.ca.configMap.name', to: 'ConfigMap', key: 'key', optional: 'optional' },
  { from: 'tlsConfig.cert.secret.name', to: 'Secret', key: 'key', optional: 'optional' },
  { from: 'tlsConfig.keySecret.name', to: 'Secret', key: 'key', optional: 'optional' },
];

const endpoints = (list: string) => CREDENTIALS.map((row) => ({ ...row, from: `${list}[].${row.from}` }));

function selects(kind: string): SelectorRow[] {
  return [{ from: 'spec.selector', selects: kind, namespaces: 'spec.namespaceSelector' }];
}

/** Where an AlertmanagerConfig reads a secret. */
const RECEIVER: readonly NameRow[] = [
  'slackConfigs[].apiURL',
  'emailConfigs[].authPassword',
  'webhookConfigs[].urlSecret',
  'pagerdutyConfigs[].routingKey',
  'pagerdutyConfigs[].serviceKey',
  'opsgenieConfigs[].apiKey',
].map((path) => ({ from: `spec.receivers[].${path}.name`, to: 'Secret', key: 'key', optional: 'optional' }));

/** Prometheus operator. Source: its CRDs. */
export const MONITORING: readonly KindRow[] = group('monitoring.coreos.com', [
  {
    kind: 'ServiceMonitor',
    scope: 'namespaced',
    references: endpoints('spec.endpoints'),
    selectors: selects('Service'),
  },
  {
    kind: 'PodMonitor',
    scope: 'namespaced',
    references: endpoints('spec.podMetricsEndpoints'),
    selectors: selects('pods'),
  },
  { kind: 'Probe', scope: 'namespaced' },
  { kind: 'ScrapeConfig', scope: 'namespaced' },
  {
    kind: 'PrometheusRule',
    scope: 'namespaced',
    lists: { 'spec.groups': ['name'], 'spec.groups[].rules': ['alert', 'record'] },
  },
  ...['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'].map((kind) => ({
    kind,
    scope: 'namespaced' as const,
    makesPods: true as const,
    placements: ['spec'],
    makes: [{ kind: 'Service', names: () => [`${kind === 'Alertmanager' ? 'alertmanager' : 'prometheus'}-operated`] }],
    references: [
      { from: 'spec.serviceAccountName', to: 'ServiceAccount' },
      {
        from: 'spec.storage.volumeClaimTemplate.spec.storageClassName',
        to: 'StorageClass',
        checkedBy: 'storage-class',
      },
    ],
  })),
  { kind: 'AlertmanagerConfig', scope: 'namespaced', lists: { 'spec.receivers': ['name'] }, references: RECEIVER },
]);
