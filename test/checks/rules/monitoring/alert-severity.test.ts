import { alertSeverity } from '../../../../src/checks/rules/monitoring/alert-severity.js';
import { findings } from '../../findings.js';

const rules = (...severities: (string | undefined)[]) => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: a, namespace: api}
spec: {groups: [{name: a, rules: [${severities
  .map((one, i) => `{alert: A${i}, expr: up == 0${one === undefined ? '' : `, labels: {severity: "${one}"}`}}`)
  .join(', ')}]}]}
`;
const four = ['critical', 'critical', 'critical', 'warning'];

test('a severity that is misspelt', () => {
  expect(findings(alertSeverity, rules(...four, 'critcal'))).toEqual([
    'warning spec.groups[0].rules[4].labels.severity: severity "critcal" is that of no other alert',
  ]);
});

test('none', () => {
  expect(findings(alertSeverity, rules(...four, undefined))).toEqual([
    'warning spec.groups[0].rules[4]: the alert "A4" has no severity, and 4 others have one',
  ]);
});

test.each([
  ['another', [...four, 'page']],
  ['one that several have', [...four, 'criticals', 'criticals']],
  ['few alerts', ['critical', undefined]],
  ['none has one', [undefined, undefined, undefined, undefined, undefined]],
])('silent: %s', (_, severities) => {
  expect(findings(alertSeverity, rules(...severities))).toEqual([]);
});
