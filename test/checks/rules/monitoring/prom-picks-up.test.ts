import { promPicksUp } from '../../../../src/checks/rules/monitoring/prom-picks-up.js';
import { findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

const chart = (values: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: mon, namespace: argocd}, spec: {destination: {namespace: monitoring}, source: {chart: kube-prometheus-stack, helm: {releaseName: mon, valuesObject: ${values}}}}}\n`;

test('the chart wants its release as a label', () => {
  expect(findings(promPicksUp, chart('{}') + alertOn('up == 0'))).toEqual([
    'error metadata.labels: the chart of Application "mon" selects "release=mon": PrometheusRule "shop" is not among them',
  ]);
});

test('a Prometheus without a selector for rules reads none', () => {
  const prometheus =
    '---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: api}, spec: {}}\n';
  expect(findings(promPicksUp, prometheus + alertOn('up == 0'))).toEqual([expect.stringContaining('selects none')]);
});

test('a Prometheus looks in its own namespace unless it is told otherwise', () => {
  const prometheus =
    '---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: monitoring}, spec: {ruleSelector: {}}}\n';
  expect(findings(promPicksUp, prometheus + alertOn('up == 0'))).toEqual([
    expect.stringContaining('in namespace "monitoring" alone'),
  ]);
});

test('facts say what is selected', () => {
  const facts = { prometheus: { selects: { release: 'main' }, routes: 'every namespace' } } as const;
  expect(findings(promPicksUp, alertOn('up == 0'), facts)).toEqual([]);
  expect(
    findings(promPicksUp, alertOn('up == 0'), { prometheus: { ...facts.prometheus, selects: { release: 'x' } } }),
  ).toHaveLength(1);
});

test.each([
  ['no Prometheus at all', alertOn('up == 0')],
  [
    'a chart that takes all',
    chart('{prometheus: {prometheusSpec: {ruleSelectorNilUsesHelmValues: false}}}') + alertOn('up == 0'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(promPicksUp, text)).toEqual([]);
});

test('several that are not selected are one finding', () => {
  const prometheus =
    '---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: api}, spec: {}}\n';
  const other = alertOn('up == 0').replace(/name: ([\w-]+)/, 'name: $1-b');
  expect(findings(promPicksUp, prometheus + alertOn('up == 0') + other)).toEqual([
    expect.stringMatching(/" and ".*" are not among them$/),
  ]);
});

test('namespaces that are not among those that it looks in', () => {
  const chart = (spec: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: stack, namespace: argocd}
spec:
  source:
    chart: kube-prometheus-stack
    helm: {valuesObject: {prometheus: {prometheusSpec: {${spec}}}}}
`;
  const rule = (namespace: string, labels = 'a: b') => `---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: shop, namespace: ${namespace}, labels: {${labels}}}
`;
  const some =
    'ruleSelectorNilUsesHelmValues: false, ruleNamespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [web]}]}';
  expect(findings(promPicksUp, chart(some) + rule('api') + rule('web'))).toEqual([
    expect.stringMatching(/^error metadata.namespace: .*PrometheusRule "api\/shop" is in none of them/),
  ]);
  const chosen = 'ruleSelector: {matchLabels: {team: shop}}';
  expect(findings(promPicksUp, chart(chosen) + rule('api'))).toEqual([expect.stringContaining('selects "team=shop"')]);
  expect(findings(promPicksUp, chart(chosen) + rule('api', 'team: shop'))).toEqual([]);
  // Helm takes an empty selector for none.
  expect(findings(promPicksUp, chart('ruleSelector: {}') + rule('api'))).toEqual([
    expect.stringContaining('selects "release=stack"'),
  ]);
});

test('an Alertmanager takes what it selects, and all where it says nothing', () => {
  const config =
    '---\n{apiVersion: monitoring.coreos.com/v1alpha1, kind: AlertmanagerConfig, metadata: {name: c, namespace: api, labels: {a: b}}, spec: {}}\n';
  const selecting = (label: string) =>
    `{alertmanager: {alertmanagerSpec: {alertmanagerConfigSelector: {matchLabels: {a: ${label}}}}}}`;
  expect(findings(promPicksUp, chart('{}') + config)).toEqual([]);
  expect(findings(promPicksUp, chart(selecting('b')) + config)).toEqual([]);
  expect(findings(promPicksUp, chart(selecting('c')) + config)).toEqual([
    'error metadata.labels: the chart of Application "mon" selects "a=c": AlertmanagerConfig "c" is not among them',
  ]);
});
