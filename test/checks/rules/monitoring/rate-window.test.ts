import { rateWindow } from '../../../../src/checks/rules/monitoring/rate-window.js';
import { findings } from '../../findings.js';
import { alertOn } from './prometheus-rule.js';

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
