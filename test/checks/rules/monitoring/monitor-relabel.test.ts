import { monitorRelabel } from '../../../../src/checks/rules/monitoring/monitor-relabel.js';
import { deployment, findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

const service = `---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: api, labels: {app: shop}}
spec: {selector: {app: shop}, ports: [{name: http, port: 80}]}
`;
const monitor = (endpoint: string, spec = '', kind = 'ServiceMonitor') => `---
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: {name: ${kind === 'PodMonitor' ? 'pods' : 'shop'}, namespace: api}
spec:
  selector: {matchLabels: {app: shop}}
  ${kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints'}: [{port: http, ${endpoint}}]
  ${spec}
`;
const base = service + deployment('shop');
const orders = alertOn('sum by (team) (rate(orders_total{job="shop", status="bad"}[5m])) > 1');

test.each([
  ['a metric dropped', '{sourceLabels: [__name__], regex: "orders_.*", action: drop}', '"orders_total" is dropped'],
  ['a metric not kept', '{sourceLabels: [__name__], regex: "cart_.*", action: keep}', '"orders_total" is not kept'],
  ['a label that is matched', '{regex: status, action: labeldrop}', 'label "status" is dropped'],
  ['a label that is grouped by', '{regex: team, action: labeldrop}', 'label "team" is dropped'],
  ['all labels', '{action: labeldrop}', 'drops every label'],
  ['a pattern that is none', '{sourceLabels: [a], regex: "x(", action: drop}', 'unterminated group'],
  [
    'what is gone',
    '{sourceLabels: [__meta_kubernetes_pod_name], targetLabel: a}',
    'is gone when metrics are relabelled',
  ],
  ['a label with dashes', '{sourceLabels: [my-label], targetLabel: a}', '"my-label" is the name of no label'],
])('metrics: %s', (_, step, message) => {
  const found = findings(monitorRelabel, base + orders + monitor(`metricRelabelings: [${step}]`));
  expect(found).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['other metrics', '{sourceLabels: [__name__], regex: "go_.*", action: drop}'],
  ['other labels', '{regex: id, action: labeldrop}'],
  ['some of its series', '{sourceLabels: [status], regex: good, action: drop}'],
])('silent, metrics: %s', (_, step) => {
  expect(findings(monitorRelabel, base + orders + monitor(`metricRelabelings: [${step}]`))).toEqual([]);
});

test('no target is left, by a label of the pods or of the Services', () => {
  const keep = (source: string, regex: string) =>
    findings(
      monitorRelabel,
      base + monitor(`relabelings: [{sourceLabels: [${source}], regex: "${regex}", action: keep}]`),
    );
  expect(keep('__meta_kubernetes_pod_label_team', 'shop')).toEqual([expect.stringContaining('no target is left')]);
  expect(keep('__meta_kubernetes_service_label_app', 'cart')).toEqual([expect.stringContaining('which is "shop"')]);
  expect(keep('__meta_kubernetes_pod_label_app', 'shop|cart')).toEqual([]);
  expect(keep('__meta_kubernetes_pod_name', 'cart')).toEqual([]);
  expect(keep('__meta_kubernetes_pod_label_pod_template_hash', 'a')).toEqual([]);
});

test('a job that is called otherwise than it is asked for', () => {
  const called = monitor('relabelings: [{targetLabel: job, replacement: till}]');
  expect(findings(monitorRelabel, base + called + orders)).toEqual([
    expect.stringContaining('the job is called "till" here, and "Shop" asks for "shop"'),
  ]);
  // Another monitor brings it.
  expect(findings(monitorRelabel, base + called + monitor('').replace('name: shop,', 'name: other,') + orders)).toEqual(
    [],
  );
  expect(findings(monitorRelabel, base + called + alertOn('up{job="till"} == 0'))).toEqual([]);
});

test('labels that nothing has are not taken over', () => {
  expect(findings(monitorRelabel, base + monitor('', 'jobLabel: team'))).toEqual([
    expect.stringContaining('no Service that it selects has the label "team"'),
  ]);
  expect(findings(monitorRelabel, base + monitor('', 'targetLabels: [app]'))).toEqual([]);
  const pods = (label: string) =>
    findings(monitorRelabel, base + monitor('', `podTargetLabels: [${label}]`, 'PodMonitor'));
  expect(pods('team')).toEqual([expect.stringContaining('no pod that it selects has the label "team"')]);
  expect(pods('rollouts-pod-template-hash')).toEqual([]);
});
