import { addOnOf, lack, namespaceOf } from '../../../src/checks/gitops/brought.js';
import { runChecks } from '../../../src/checks/run.js';
import { causesOf } from '../../../src/diagnostic/causes.js';
import * as addOns from '../../../src/gitops/add-ons.js';
import { blackboxExporter, kubePrometheusStackChart } from '../../../src/gitops/monitoring-add-ons.js';
import { setOf } from '../../manifest/set-of.js';

const awsLoadBalancerController = () => addOns.awsLoadBalancerController({ clusterName: 'shop' });
const charts = new Map(
  [
    addOns.argoRollouts,
    addOns.externalSecrets,
    addOns.sealedSecrets,
    addOns.keda,
    addOns.certManager,
    addOns.istioBase,
    awsLoadBalancerController,
    blackboxExporter,
    kubePrometheusStackChart,
  ].map((chart) => [chart.name, chart().brings]),
);

test.each([...addOnOf.resources])('%s comes with %s', (kind, name) => {
  expect(charts.get(name)?.resources).toContain(kind);
});

test.each([...addOnOf.exporters])('what %s yields comes with %s', (exporter, name) => {
  expect(charts.get(name)?.exporters?.map((one) => one.exporter)).toContain(exporter);
});

test.each([...addOnOf.ingressClasses])('the class %s comes with %s', (ingressClass, name) => {
  expect(charts.get(name)?.objects?.map((one) => one.name)).toContain(ingressClass);
});

test('all that an add-on brings is there', () => {
  const known = [...addOnOf.exporters.keys()];
  const brought = [...charts.values()].flatMap(({ exporters = [] }) => exporters.map(({ exporter }) => exporter));
  expect(known.toSorted()).toEqual(brought.toSorted());
});

test.each([...namespaceOf])('namespace %s is that of %s', (namespace, name) => {
  expect([addOns.argoRollouts].find((chart) => chart.name === name)?.().namespace).toBe(namespace);
});

test('what is missing of one add-on has one cause, and what to type names it', () => {
  const stack = lack('resources', 'PodMonitor.monitoring.coreos.com');
  expect(stack.fix).toContain('addOns: [kubePrometheusStackChart()]');
  const all = ['argoRollouts', 'kubePrometheusStackChart'];
  expect(lack('exporters', 'node-exporter', all).fix).toContain('addOns: [argoRollouts(), kubePrometheusStackChart()]');
  // What it does not name among the missing is missing by itself.
  expect(lack('exporters', 'blackbox', all).fix).toContain('addOns: [blackboxExporter()]');
  expect(lack('exporters', 'node-exporter').cause).toBe(stack.cause);
  expect(lack('resources', 'Rollout.argoproj.io').cause).not.toBe(stack.cause);
  expect(lack('resources', 'Cache.shop.io')).toEqual({
    cause: 'nothing brings shop.io',
    fix: 'Install what brings "shop.io", and say so: addOns of a fleet, resources of a file of facts.',
  });
});

test('whoever forgets add-ons hears it once, with the line that adds them all', () => {
  const one = (apiVersion: string, kind: string, spec: string) =>
    `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: shop, namespace: api}\nspec: ${spec}\n`;
  const alert = (name: string, expr: string) => `{alert: ${name}, expr: ${JSON.stringify(expr)}}`;
  const alerts = [
    alert('Restarts', 'increase(kube_pod_container_status_restarts_total[15m]) > 3'),
    alert('Full', 'node_filesystem_avail_bytes < 1'),
    alert('Degraded', 'rollout_info_replicas_available < 1'),
  ];
  const set = setOf(
    [
      one('monitoring.coreos.com/v1', 'PrometheusRule', `{groups: [{name: shop, rules: [${alerts.join(', ')}]}]}`),
      one('monitoring.coreos.com/v1', 'PodMonitor', '{selector: {}, podMetricsEndpoints: [{port: http}]}'),
      one('argoproj.io/v1alpha1', 'AnalysisTemplate', '{metrics: []}'),
      one('external-secrets.io/v1', 'SecretStore', '{provider: {}}'),
      one('external-secrets.io/v1', 'ExternalSecret', '{secretStoreRef: {name: shop, kind: SecretStore}}'),
      one('networking.k8s.io/v1', 'Ingress', '{ingressClassName: alb}'),
    ].join(''),
  );
  const { findings } = runChecks(set, { resources: [], exporters: [], ingressClasses: [] });
  const forgotten = findings.filter(({ cause }) => cause?.startsWith('add-ons '));
  expect(forgotten.length).toBeGreaterThan(4);
  expect(causesOf(forgotten).map(({ head }) => [head.rule, head.fix?.replace(/ in .*/, '')])).toEqual([
    ['crd-first', 'addOns: [argoRollouts(), externalSecrets(), kubePrometheusStackChart()]'],
    // A class of Ingress is no resource of its own.
    ['ref-missing', "addOns: [awsLoadBalancerController({ clusterName: '…' })]"],
  ]);
  expect(causesOf(forgotten)[0]?.head).toMatchObject({
    message:
      'nothing brings AnalysisTemplate (argoRollouts); ExternalSecret and SecretStore (externalSecrets); PodMonitor and PrometheusRule (kubePrometheusStackChart)',
    why: expect.stringContaining('no matches for kind "AnalysisTemplate" in version "argoproj.io/v1alpha1"'),
  });
});
