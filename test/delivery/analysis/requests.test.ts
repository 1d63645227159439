import { plain } from '../../../src/construct/traced.js';
import type { Subject } from '../../../src/delivery/analysis/analysis.js';
import { errorBudgetBurn, latency, successRate } from '../../../src/delivery/analysis/requests.js';

const subject: Subject = {
  workload: 'cart',
  namespace: 'shop',
  newPods: 'pod=~"new"',
  prometheus: { address: 'http://prometheus.monitoring.svc:9090' },
};
const measured = (analysis: { measure: ReturnType<typeof successRate>['measure'] }) => {
  const { provider, successCondition = '', failureCondition } = analysis.measure(subject);
  return {
    query: plain(provider.prometheus?.query ?? ''),
    success: plain(successCondition),
    failure: failureCondition && plain(failureCondition),
  };
};

it('takes a service of which everything fails for failing, not for silent', () => {
  expect(measured(successRate({ atLeast: 0.95 })).query).toBe(
    '1 - (sum(rate(http_requests_total{pod=~"new", status=~"5.."}[2m])) or vector(0))\n' +
      '  / sum(rate(http_requests_total{pod=~"new"}[2m]))',
  );
});

it('reads what the mesh reports where it is told to, once for each request', () => {
  expect(measured(successRate({ atLeast: 0.95, reporter: 'mesh' })).query).toContain(
    'istio_requests_total{pod=~"new", reporter="destination", response_code=~"5.."}',
  );
  expect(measured(latency({ quantile: 0.5, atMost: '1s', reporter: 'mesh' })).query).toMatch(/\[2m\]\)\)\) \/ 1000$/);
});

it('compares latency in seconds, over the window that is given', () => {
  const { query, success } = measured(latency({ quantile: 0.99, atMost: '250ms', window: '1m' }));
  expect(query).toBe(
    'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{pod=~"new"}[1m])))',
  );
  expect(success).toBe('len(result) == 0 || isNaN(result[0]) || result[0] <= 0.25');
});

it('counts errors in budgets', () => {
  const { query, success } = measured(errorBudgetBurn({ availability: 0.999, atMost: 14.4 }));
  expect(query).toMatch(/\n {2}\/ \(1 - 0\.999\)$/);
  expect(success).toMatch(/result\[0\] <= 14\.4$/);
});

it('says what no traffic means', () => {
  expect(measured(successRate({ atLeast: 0.95, noTraffic: 'fail' }))).toMatchObject({
    success: 'len(result) > 0 && result[0] >= 0.95',
    failure: undefined,
  });
  expect(measured(successRate({ atLeast: 0.95, noTraffic: 'pause' }))).toMatchObject({
    success: 'len(result) > 0 && result[0] >= 0.95',
    failure: 'len(result) > 0 && result[0] < 0.95',
  });
});

it('is called after what it measures', () => {
  expect([0.5, 0.95, 0.999].map((quantile) => latency({ quantile, atMost: '1s' }).analysis)).toEqual([
    'latency-p50',
    'latency-p95',
    'latency-p99-9',
  ]);
});
