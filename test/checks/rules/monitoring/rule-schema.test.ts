import { ruleSchema } from '../../../../src/checks/rules/monitoring/rule-schema.js';
import { findings } from '../../findings.js';
import { analysisOn, board, panelOn, triggerOn } from './asked-queries.js';
import { alertOn, promRule } from './prometheus-rule.js';

test.each([
  ['a query that ends too early', alertOn('sum(up'), 'cannot be read'],
  ['a range where a vector is wanted', alertOn('up[5m]'), 'gives a range'],
  ['both an alert and a record', promRule('{alert: A, record: b, expr: up}'), 'either the alert "A" or the record "b"'],
  ['neither', promRule('{expr: up}'), 'neither "alert" nor "record"'],
  ['a record with for', promRule('{record: b, expr: up, for: 5m}'), 'belongs to alerts'],
  ['a record with annotations', promRule('{record: b, expr: up, annotations: {summary: x}}'), 'has "annotations"'],
  ['a record with dashes', promRule('{record: job-a:rate5m, expr: up}'), '"job-a:rate5m" is no plain name of a metric'],
  ['a record that begins with a digit', promRule('{record: 5xx:rate5m, expr: up}'), '"5xx:rate5m" is no plain name'],
  [
    'a label with dashes',
    promRule('{record: b, expr: up, labels: {my-team: a}}'),
    '"my-team" is no plain name of a label',
  ],
  ['a fraction of a minute', alertOn('up == 0', 'for: 1.5m'), '"1.5m" is no duration'],
  ['for shorter than the interval', alertOn('up == 0', 'for: 30s'), 'shorter than the 1m between two evaluations'],
  [
    'a label that by drops',
    alertOn('sum by (job) (up) == 0', 'annotations: {summary: "{{ $labels.pod }} is down"}'),
    'label "pod" is not in the result',
  ],
  [
    'a variable that there is not',
    alertOn('up == 0', 'annotations: {summary: "{{ $label.pod }}"}'),
    'template variable "$label" does not exist',
  ],
  [
    'a function of Helm',
    alertOn('up == 0', 'annotations: {summary: "{{ $value | mul 100 }}"}'),
    'template function "mul" does not exist',
  ],
  [
    'the value without its sign',
    alertOn('up == 0', 'annotations: {summary: "{{ value | humanize }}"}'),
    'the template function "value" is given no sample',
  ],
  [
    'a format without quotes',
    alertOn('up == 0', 'annotations: {summary: "{{ $value | printf %.1f }}"}'),
    'is no template: "%" stands where a value should',
  ],
  [
    'a call with parentheses',
    alertOn('up == 0', 'annotations: {summary: \'{{ printf("a") }}\'}'),
    'is no template: "printf(" stands where a value should',
  ],
  [
    'a label by its old name',
    alertOn('kube_pod_status_ready == 0', 'annotations: {summary: "{{ $labels.pod_name }}"}'),
    'label "pod_name" is called "pod" in the result of the query',
  ],
  [
    'a ratio with a percent sign',
    alertOn('sum(a) / sum(b) > 0.05', 'annotations: {summary: "{{ $value }}%"}'),
    'printed with a percent sign',
  ],
  [
    'two groups of one name',
    promRule('{alert: A, expr: up}', '    - {name: shop, rules: []}'),
    'group "shop" is there twice',
  ],
])('says of %s what is wrong', (_, text, message) => {
  expect(findings(ruleSchema, text)).toEqual([expect.stringContaining(message)]);
});

test.each([
  [
    'a label that a series may have by relabelling',
    alertOn('redis_up == 0', 'annotations: {summary: "{{ $labels.cluster }}"}'),
  ],
  ['a variable of Helm', alertOn('sum(rate(x[{{ .Values.window }}]))')],
  ['printf', alertOn('up == 0', 'annotations: {summary: \'{{ $value | printf "%.2f" }}\'}')],
  [
    'a query in a template',
    alertOn('up == 0', 'annotations: {summary: "{{ with query `up` }}{{ . | first | value }}{{ end }}"}'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(ruleSchema, text)).toEqual([]);
});

test('variables that a template makes itself', () => {
  const text =
    '{{ range $i, $one := query "up" }}{{ $i }} {{ $one.Value }}{{ end }}{{ with $x := $value }}{{ $x }}{{ end }}';
  expect(findings(ruleSchema, alertOn('up == 0', `annotations: {summary: '${text}'}`))).toEqual([]);
});

test('silent: a plain name of any shape, and one that a template fills in', () => {
  expect(findings(ruleSchema, promRule('{record: "job:http_requests:rate5m", expr: up, labels: {_team: a}}'))).toEqual(
    [],
  );
  expect(findings(ruleSchema, promRule('{record: "{{ .name }}:rate5m", expr: up}'))).toEqual([]);
});

test.each([
  [
    'a panel',
    panelOn('sum(rate(up[$__rate_interval])'),
    'warning data["shop.json"]: the query of "shop.json: A" cannot be read',
  ],
  [
    'an analysis',
    analysisOn('rate(sum(up))'),
    'error spec.metrics[0].provider.prometheus.query: the query of "errors" is refused',
  ],
  ['a trigger', triggerOn('up[5m]'), 'gives a range, a trigger needs a value for each series'],
])('reads the query of %s', (_, text, message) => {
  expect(findings(ruleSchema, text)).toEqual([expect.stringContaining(message)]);
});

test('of a panel whose store is not known, nothing is said', () => {
  expect(findings(ruleSchema, board({ panels: [{ targets: [{ expr: '{app="shop"} |= "error"' }] }] }))).toEqual([]);
  expect(findings(ruleSchema, panelOn('{app="shop"} |= "error"', 'loki'))).toEqual([]);
});

test.each([
  ['a variable without its sign', '{{ labels.pod }}', 'template function "labels" does not exist'],
  ['a variable outside the braces', 'Pod $labels.pod is down', '"$labels.pod" stands outside the braces'],
  ['braces that are not closed', '{{ $value is high', 'a template is not closed'],
])('%s', (_, summary, message) => {
  expect(findings(ruleSchema, alertOn('up == 0', `annotations: {summary: "${summary}"}`))).toEqual([
    expect.stringContaining(message),
  ]);
});

test.each(['{{ $labels.pod }} costs $5', '{{ .Labels.pod }}', '{{ with $x := $labels.pod }}{{ $x }}{{ end }}'])(
  'a template that is right: %s',
  (summary) => {
    expect(findings(ruleSchema, alertOn('up == 0', `annotations: {summary: "${summary}"}`))).toEqual([]);
  },
);

test.each([
  ['up{$x} == 0', 'the query of "Shop" has "$x", which nobody fills in'],
  ['rate(up[$__interval]) > 1', 'the query of "Shop" has "$__interval", which nobody fills in'],
])('a variable that only a dashboard has: %s', (expr, message) => {
  expect(findings(ruleSchema, alertOn(expr))).toEqual([expect.stringContaining(message)]);
});

test.each(['up{job="$x"} == 0', 'up{job=~`a$x`} == 0', 'up{job="a"} == 0#$5', `up{\${matchers}} == 0`])(
  'what is text, or filled in by who applies the file: %s',
  (expr) => {
    expect(findings(ruleSchema, alertOn(expr))).toEqual([]);
  },
);

describe('queries of the adapter', () => {
  const rule = (one: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {chart: prometheus-adapter, helm: {valuesObject: {rules: {custom: [{${one}}]}}}}}}\n`;
  const asks = (query: string) => findings(ruleSchema, rule(`seriesQuery: a, metricsQuery: '${query}'`));

  it.each([
    ['sum(<<.Series>>{<<.LabelMatchers>>) by (<<.GroupBy>>)', 'the query of the adapter for "a" cannot be read'],
    ['sum(<<.Serie>>{<<.LabelMatchers>>})', 'the adapter fills in no "<<.Serie>>"'],
    ['sum(<<.Series>>) by (<<.GroupBy>>)', '"<<.LabelMatchers>>" is missing'],
  ])('%s', (query, said) => {
    expect(asks(query)).toEqual([expect.stringContaining(said)]);
  });

  it('a rule without a series, and one as it should be', () => {
    expect(findings(ruleSchema, rule('name: {as: b}'))).toEqual([expect.stringContaining('has no seriesQuery')]);
    expect(asks('sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)')).toEqual([]);
  });
});
