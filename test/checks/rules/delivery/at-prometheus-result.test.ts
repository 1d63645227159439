import { exampleTemplate } from '../../../../src/checks/delivery/analysis-examples.js';
import { atPrometheusResult } from '../../../../src/checks/rules/delivery/at-prometheus-result.js';
import { findings } from '../../findings.js';

const asked = (query: string, conditions: string) =>
  exampleTemplate(conditions).replace(/query: .*/, `query: '${query}'`);
const said = (query: string, conditions: string) =>
  findings(atPrometheusResult, asked(query, conditions)).map((line) => line.replace('spec.metrics[0].', ''));

test.each<[string, string, readonly string[]]>([
  ['sum(x)', 'successCondition: len(result) > 0 && result[0] < 0.05', []],
  ['scalar(sum(x))', 'successCondition: result < 0.05', []],
  ['sum(x)', 'successCondition: default(result[0], 0) < {{args.limit}}', []],
  ['sum(x)', 'successCondition: all(result, {# < 5})', []],
  ['sum(x) > bool 3', 'successCondition: len(result) == 0 || result[0] == 1', []],
  [
    'sum(x)',
    'successCondition: result >= 0.95',
    ['error successCondition: "result >= 0.95" compares a list with a number'],
  ],
  [
    'sum(x)',
    'successCondition: result[0] >= 0.95',
    ['warning successCondition: "result[0] >= 0.95" does not say what no traffic means'],
  ],
  [
    'scalar(sum(x))',
    'successCondition: result[0] >= 0.95',
    ['error successCondition: "result[0] >= 0.95" takes the first of a list, and scalar() gives a number'],
  ],
  ['sum(x{a="b"}) / sum(x)', 'successCondition: len(result) == 0 || result[0] > 0.95', []],
  [
    'sum(x{a="b"}) / sum(x)',
    'successCondition: len(result) == 0 || result[0] > 95',
    [
      'error successCondition: "len(result) == 0 || result[0] > 95" holds of no share, which is from 0 to 1: no version can pass',
    ],
  ],
  [
    'sum(x)',
    'successCondition: len(result) == 0 || isNan(result[0])',
    [
      'error successCondition: condition "len(result) == 0 || isNan(result[0])": the function "isNan" is called "isNaN"',
    ],
  ],
  [
    'sum(x)',
    'successCondition: len(result) >= 0 || result[0] > 1',
    ['error successCondition: "len(result) >= 0 || result[0] > 1" holds of every number: no version can fail'],
  ],
  [
    'sum(x)',
    'successCondition: len(result) > 0 && result[0] < -1',
    ['error successCondition: "len(result) > 0 && result[0] < -1" holds of no number: no version can pass'],
  ],
  [
    'sum(x)',
    'successCondition: result[0] = 1',
    ['error successCondition: condition "result[0] = 1": "=" is no comparison: "==" is'],
  ],
  ['sum(x)', 'interval: 1m', ['warning spec.metrics[0]: metric "errors" has no condition']],
  [
    'sum(x) > 3',
    'failureCondition: len(result) > 0 && result[0] > 3',
    ['warning provider.prometheus.query: the query ends in ">", which gives nothing where it does not hold'],
  ],
])('%s, %s', (query, conditions, expected) => {
  expect(said(query, conditions)).toEqual(expected);
});

test('a condition on what no Prometheus says is read as well', () => {
  const web = (condition: string) =>
    exampleTemplate(`successCondition: ${condition}`).replace(/prometheus:.*/s, 'web: { url: "http://a.b/c" }\n');
  expect(findings(atPrometheusResult, web('result == "healthy"'))).toEqual([]);
  expect(findings(atPrometheusResult, web('result = "healthy"'))).toEqual([
    'error spec.metrics[0].successCondition: condition "result = "healthy"": "=" is no comparison: "==" is',
  ]);
  expect(findings(atPrometheusResult, web('result == "healthy'))).toEqual([
    'error spec.metrics[0].successCondition: condition "result == "healthy": the text that " begins has no end',
  ]);
});
