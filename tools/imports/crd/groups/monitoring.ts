import { type CustomKind, kindsOf } from '../kind.js';

const common = { package: '@kubernetes-models/prometheus-operator', group: 'monitoring.coreos.com', version: 'v1' };
const types = 'ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoring';

/** Of the many receivers, those that are typed; every receiver repeats a whole HTTP client, which is not. */
const receivers =
  /^spec\.receivers\[\]\.(?!(?:name|emailConfigs|slackConfigs|webhookConfigs|pagerdutyConfigs)\b)\w+$|\.httpConfig$/;

export const monitoringKinds: readonly CustomKind[] = [
  ...kindsOf(common, `${types}V1`, ['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule']),
  ...kindsOf({ ...common, schemaOnly: true }, `${types}V1`, ['Prometheus', 'Alertmanager']),
  ...kindsOf({ ...common, version: 'v1alpha1', opaque: receivers }, `${types}V1alpha1`, ['AlertmanagerConfig']),
  ...kindsOf({ ...common, version: 'v1beta1', opaque: receivers }, `${types}V1beta1`, ['AlertmanagerConfig']),
];
