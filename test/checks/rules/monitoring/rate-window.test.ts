import { rateWindow } from '../../../../src/checks/rules/monitoring/rate-window.js';
import { findings } from '../../findings.js';
import { alertOn, promRule } from './prometheus-rule.js';

const monitor = (interval: string) => `---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: shop, namespace: api}
spec: {selector: {matchLabels: {app: shop}}, podMetricsEndpoints: [{port: http, interval: ${interval}}]}
`;
const rate = (window: string, job = 'api/shop') => alertOn(`sum(rate(x_total{job="${job}"}[${window}])) > 1`);

test('one scrape never gives a rate, three leave gaps, four are enough', () => {
  expect(findings(rateWindow, monitor('30s') + rate('30s'))).toEqual([expect.stringMatching(/^error .*window 30s/)]);
  expect(findings(rateWindow, monitor('30s') + rate('90s'))).toEqual([expect.stringMatching(/^warning .*window 90s/)]);
  expect(findings(rateWindow, monitor('30s') + rate('2m'))).toEqual([]);
});

test('a job that no monitor brings is not judged', () => {
  expect(findings(rateWindow, monitor('30s') + rate('30s', 'other'))).toEqual([]);
});

test('a rate of a gauge, and of a sum', () => {
  expect(findings(rateWindow, alertOn('rate(kube_pod_status_ready[5m]) > 0'))).toEqual([
    expect.stringContaining('which is a gauge'),
  ]);
  expect(findings(rateWindow, alertOn('rate(sum(x_total)[5m:1m]) > 0'))).toEqual([
    expect.stringContaining('rate() of a sum'),
  ]);
});

test('a record that is called after another window', () => {
  const record = (name: string) => findings(rateWindow, promRule(`{record: ${name}, expr: 'sum(rate(x_total[1h]))'}`));
  expect(record('shop:errors:rate5m')).toEqual([expect.stringContaining('is called after 5m, and looks back 1h')]);
  expect(record('shop:errors:rate1h')).toEqual([]);
  expect(record('shop:errors:hourly')).toEqual([]);
});

test('an alert that waits for longer than it counts', () => {
  const wait = (time: string) => findings(rateWindow, alertOn('increase(x_total[5m]) > 3', `for: ${time}`));
  expect(wait('15m')).toEqual([expect.stringContaining('waits 15m, and counts what happened within 5m')]);
  expect(wait('1m')).toEqual([]);
});
