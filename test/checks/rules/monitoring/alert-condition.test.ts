import { alertCondition } from '../../../../src/checks/rules/monitoring/alert-condition.js';
import { findings } from '../../findings.js';

const alert = (expr: string, name = 'A', by = 'alert') => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: a, namespace: api}
spec: {groups: [{name: a, rules: [{${by}: ${name}, expr: '${expr}'}]}]}
`;
const at = 'spec.groups[0].rules[0].expr';
const share = 'sum(rate(http_requests_total{job="a", code=~"5.."}[5m])) / sum(rate(http_requests_total{job="a"}[5m]))';

test.each([
  ['sum(queue_messages_ready)', `warning ${at}: the alert "A" compares its value with nothing`],
  ['rate(errors_total[5m]) > bool 3', `warning ${at}: the alert "A" compares its value with nothing`],
  [`${share} > 5`, `error ${at}: the alert "A" asks whether a share is > 5, and it is from 0 to 1`],
  ['count(up{job="a"} == 1) < 1', `error ${at}: the alert "A" asks whether a count is < 1, and it is at least 1`],
  ['absent(up) == 0', `error ${at}: the alert "A" asks whether absent() is == 0, and it is at least 1`],
  ['sum(errors_total) > 5', `warning ${at}: the alert "A" compares "errors_total", which only rises, with 5`],
  [`${share} < 0`, `error ${at}: the alert "A" asks whether a share is < 0, and it is from 0 to 1`],
])('%s', (expr, said) => {
  expect(findings(alertCondition, alert(expr))).toEqual([said]);
});

test.each([
  ['a comparison', alert('sum(queue_messages_ready) > 100')],
  ['a count that may be small', alert('count(up == 1) < 3')],
  ['whether it ever happened', alert('sum(errors_total) > 0')],
  ['absence', alert('absent(up{job="a"})')],
  ['what is left out', alert('kube_pod_info unless kube_pod_labels')],
  ['a watchdog', alert('up', 'Watchdog')],
  ['a constant', alert('vector(1)')],
  ['a record', alert('sum(up)', 'a:b', 'record')],
  ['a share', alert(`${share} > 0.05`)],
  ['a share in percent', alert(`100 * ${share} > 5`)],
  ['two metrics', alert('sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 5')],
  ['the whole divided by a part', alert('sum(rate(a_total[5m])) / sum(rate(a_total{code="200"}[5m])) > 5')],
])('silent: %s', (_, text) => {
  expect(findings(alertCondition, text)).toEqual([]);
});

test.each([
  ['a state that is below nothing', 'up{job="a"} < 0'],
  ['a state that is above one', 'redis_up > 1'],
  ['what is left, in percent', '(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) > 85'],
  ['what is left in percent, of a hundred', '(1 - (a_bytes / b_bytes)) * 100 > 100'],
])('never: %s', (_, expr) => {
  expect(findings(alertCondition, alert(expr))).toEqual([
    expect.stringMatching(/^error .*asks whether what is at most/),
  ]);
});

test.each([
  'up{job="a"} < 1',
  '(1 - (a_bytes / b_bytes)) * 100 > 85',
  '(1 - (a_bytes / b_bytes)) > 0.85',
  '5 - x_total > 10',
])('may fire: %s', (expr) => {
  expect(findings(alertCondition, alert(expr))).toEqual([]);
});
