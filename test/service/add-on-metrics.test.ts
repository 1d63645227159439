import { overlay } from '../../src/cluster/network.js';
import { alb, kubePrometheusStack } from '../../src/construct/platform.js';
import { argoRollouts, certManager, metricsServer } from '../../src/gitops/add-ons.js';
import { blackboxExporter, kubePrometheusStackChart } from '../../src/gitops/monitoring-add-ons.js';
import { oneEnvironment } from './one-environment.js';

const prometheus = kubePrometheusStack({ release: 'kube-prometheus-stack', namespace: 'monitoring' });
const ingress = alb({ host: 'shop.test', group: 'shop', scheme: 'internal' });
const chart = kubePrometheusStackChart();

interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly { readonly alert: string }[] }[];
}
const alertsOf = (rules: { readonly spec: Rules }) =>
  rules.spec.groups.flatMap((group) => group.rules.map(({ alert }) => `${group.name} ${alert}`));

test('an add-on says what scrapes it and what is told of it', () => {
  const { named, facts, rejected } = oneEnvironment({ prometheus, ingress, addOns: [chart, certManager()] });
  expect(rejected).toEqual([]);
  expect(named('PodMonitor', 'cert-manager').spec).toMatchObject({
    namespaceSelector: { matchNames: ['cert-manager'] },
    podMetricsEndpoints: [{ port: 'http-metrics', honorLabels: true }],
  });
  expect(alertsOf(named('PrometheusRule', 'shop'))).toEqual(
    expect.arrayContaining([
      'certificates CertificateNotReady',
      'certificates CertificateNotRenewed',
      'certificates CertificateRunsOut',
      'cert-manager TargetDown',
    ]),
  );
  expect(facts.exporters?.map(({ exporter }) => exporter)).toEqual(
    expect.arrayContaining(['prometheus', 'kube-state-metrics', 'cert-manager', 'argo-cd']),
  );
});

test('of what is not there nothing is asked', () => {
  const { named, facts } = oneEnvironment({ prometheus, ingress, addOns: [chart] });
  expect(named('PodMonitor', 'argo-rollouts')).toBeUndefined();
  expect(named('Probe', 'api-host')).toBeUndefined();
  expect(alertsOf(named('PrometheusRule', 'shop')).filter((one) => /Certificate|rollouts/.test(one))).toEqual([]);
  expect(facts.exporters).not.toContainEqual({ exporter: 'blackbox' });
  const more = oneEnvironment({ prometheus, ingress, addOns: [chart, argoRollouts(), blackboxExporter()] });
  expect(more.named('PodMonitor', 'argo-rollouts')).toBeDefined();
  expect(more.named('Probe', 'api-host')).toBeDefined();
});

test('where nobody says what is there, what monitoring needs is taken to be', () => {
  const { named } = oneEnvironment({ prometheus, ingress });
  expect(named('PodMonitor', 'argo-rollouts')).toBeDefined();
  expect(named('Probe', 'api-host')).toBeDefined();
});

test('the stack of another release, or elsewhere, would take nothing of what is written', () => {
  const other = kubePrometheusStack({ release: 'main', namespace: 'observability' });
  expect(oneEnvironment({ prometheus: other, addOns: [chart] }).rejected).toEqual([
    'the release of the monitoring stack is "main", and its add-on has "kube-prometheus-stack"',
    'the namespace of the monitoring stack is "observability", and its add-on has "monitoring"',
  ]);
});

test('what is written goes to the stack that the add-on installs, so that the mistake is said once', () => {
  const other = kubePrometheusStack({ release: 'main', namespace: 'observability' });
  const { named, facts } = oneEnvironment({ prometheus: other, ingress, addOns: [chart] });
  expect(named('ConfigMap', 'shop-dashboard').metadata.namespace).toBe('monitoring');
  expect(facts.prometheus?.selects).toEqual({ release: 'kube-prometheus-stack' });
});

test('Grafana takes dashboards by the label that they carry', () => {
  const { named } = oneEnvironment({ prometheus, addOns: [chart] });
  const { dashboards } = named('Application', chart.name).spec.source.helm.valuesObject.grafana.sidecar;
  const { labels } = named('ConfigMap', 'shop-dashboard').metadata;
  expect(labels[dashboards.label]).toBe(dashboards.labelValue);
});

const nodes = {
  nodeSelector: { role: 'watch' },
  tolerations: [{ key: 'own', operator: 'Exists', effect: 'NoSchedule' }],
} as const;

test('all of the stack goes to the nodes that it is given; a value of its author wins over one of its own', () => {
  const values = { prometheus: { prometheusSpec: { retention: '90d', scrapeInterval: '15s' } } };
  const { spec } = oneEnvironment({ addOns: [kubePrometheusStackChart({ nodes, values })] }).named(
    'Application',
    'kube-prometheus-stack',
  );
  const given = spec.source.helm.valuesObject;
  for (const pods of [
    given.prometheus.prometheusSpec,
    given.alertmanager.alertmanagerSpec,
    given.grafana,
    given.prometheusOperator,
    given.prometheusOperator.admissionWebhooks.patch,
    given['kube-state-metrics'],
  ])
    expect(pods).toMatchObject(nodes);
  expect(given.prometheus.prometheusSpec).toMatchObject(values.prometheus.prometheusSpec);
  expect(given.alertmanager.alertmanagerSpec.alertmanagerConfigMatcherStrategy).toEqual({ type: 'None' });
});

const cluster = (memory: number) => ({
  kubernetes: '1.28',
  network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
  nodes: {
    watch: { machine: { cpu: 1000, memory }, selectedBy: { role: 'watch' } },
    other: { machine: { cpu: 1000, memory }, labels: { role: 'other' } },
    another: { machine: { cpu: 1000, memory }, labels: { role: 'other' } },
  },
  systemPods: { cpu: 100, memory: 100, pods: 2 },
});
const pods = (role: string) => ({
  nodeSelector: { role },
  replicas: 2,
  resources: { requests: { cpu: '150m', memory: '400Mi' } },
});

test('what an add-on requests on a node of its own is no longer free there', () => {
  const addOns = [metricsServer({ values: { controller: pods('watch'), webhook: pods('other') } })];
  const { facts, rejected } = oneEnvironment({ cluster: cluster(2048), addOns });
  const system = Object.fromEntries((facts.nodes ?? []).map((node) => [node.name, node.system]));
  expect(system).toEqual({
    watch: { cpu: 400, memory: 900 * 1024 * 1024, pods: 4 },
    // Which of the two they go to nobody knows.
    other: { cpu: 100, memory: 100 * 1024 * 1024, pods: 2 },
    another: { cpu: 100, memory: 100 * 1024 * 1024, pods: 2 },
  });
  expect(rejected).toEqual([]);
  expect(oneEnvironment({ cluster: cluster(900), addOns }).rejected).toEqual([
    'add-ons and what runs on every node request 900Mi of memory on "watch", which offers 800Mi',
  ]);
});
