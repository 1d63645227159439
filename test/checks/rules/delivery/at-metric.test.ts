import { exampleTemplate } from '../../../../src/checks/delivery/analysis-examples.js';
import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { atMetric } from '../../../../src/checks/rules/delivery/at-metric.js';
import { findings } from '../../findings.js';

test.each<[string, readonly string[]]>([
  ['interval: 1m\ncount: 3', []],
  ['interval: 1m', []],
  ['count: 1', []],
  ['interval: 1m\ncount: "3"\nfailureLimit: "{{args.limit}}"', []],
  ['interval: 1m\ncount: 3\nfailureLimit: -1', []],
  ['count: 3', ['error spec.metrics[0].count: 3 measurements, and no interval between them']],
  [
    'interval: 1m\ncount: "3"\nfailureLimit: "3"',
    ['error spec.metrics[0].failureLimit: 3 of 3 measurements may fail: none is too many'],
  ],
  [
    'interval: 1m\ncount: 3\nfailureLimit: 2\nconsecutiveSuccessLimit: 2',
    ['error spec.metrics[0].count: 3 measurements, and limits of 4 among them'],
  ],
  [
    'interval: 1m\ncount: 3\ninconclusiveLimit: 4',
    ['error spec.metrics[0].inconclusiveLimit: 4 measurements may be inconclusive, of 3'],
  ],
  ['interval: 1d', ['error spec.metrics[0].interval: interval "1d" is no duration: "30s", "5m" and "1h" are']],
  ['interval: 1m\nfailureLimit: two', ['error spec.metrics[0].failureLimit: failureLimit "two" is no whole number']],
  [
    'interval: 1m\ninitialDelay: 2min',
    ['error spec.metrics[0].initialDelay: initialDelay "2min" is no duration: "30s", "5m" and "1h" are'],
  ],
])('%s', (metric, expected) => {
  expect(findings(atMetric, exampleTemplate(metric))).toEqual(expected);
});

test.each<[string, readonly string[]]>([
  ['web: { url: "http://a.b/c", jsonPath: "{$.status}" }', []],
  [
    'web: { url: "http://a.b/c", jsonPath: "$.status" }',
    ['web.jsonPath: jsonPath "$.status" has no braces: it is taken for a text'],
  ],
  ['prometheus: { address: "{{args.address}}", query: a }', []],
  [
    'prometheus: { address: "prometheus.monitoring:9090", query: a }',
    ['prometheus.address: address "prometheus.monitoring:9090" is no URL: it begins with no "http://"'],
  ],
])('%s', (provider, expected) => {
  const text = exampleTemplate('interval: 1m').replace(/provider:.*/s, `provider: { ${provider} }\n`);
  expect(findings(atMetric, text)).toEqual(expected.map((line) => `error spec.metrics[0].provider.${line}`));
});

test('a template that measures nothing, two metrics of one name, two providers', () => {
  const template = (metrics: string) =>
    `{apiVersion: argoproj.io/v1alpha1, kind: AnalysisTemplate, metadata: {name: a, namespace: api}, spec: {metrics: ${metrics}}}`;
  expect(findings(atMetric, template('[]'))).toEqual(['error spec: template "a" measures nothing']);
  expect(findings(atMetric, template('[{name: a, provider: {web: {}}}, {name: a, provider: {job: {}}}]'))).toEqual([
    'error spec.metrics[1].name: two metrics are called "a"',
  ]);
  expect(findings(atMetric, template('[{name: a, provider: {web: {}, job: {}}}]'))).toEqual([
    'error spec.metrics[0].provider: a metric asks one provider, and here is "web" and "job"',
  ]);
  expect(findings(atMetric, template('[{name: a}]'))).toEqual([
    'error spec.metrics[0]: a metric asks one provider, and here is none',
  ]);
});

test.each([
  ['canary: { steps: [{ analysis: { templates: [{ templateName: errors }] } }] }', 1],
  ['blueGreen: { activeService: a, postPromotionAnalysis: { templates: [{ templateName: errors }] } }', 1],
  ['canary: { analysis: { templates: [{ templateName: errors }] } }', 0],
])('what a rollout waits for must end: %s', (strategy, count) => {
  expect(findings(atMetric, exampleRollout(strategy) + exampleTemplate('interval: 1m'))).toHaveLength(count);
});

test('metrics that are meant by a name', () => {
  const text = (name: string) => exampleTemplate('interval: 1m', `\n  dryRun: [{ metricName: ${name} }]`);
  expect(findings(atMetric, text('errors'))).toEqual([]);
  expect(findings(atMetric, text('err.*'))).toEqual([]);
  expect(findings(atMetric, text('error-rate'))).toEqual([
    'error spec.dryRun[0].metricName: no metric is called "error-rate"',
  ]);
});
