import type { Analysis } from '../../../src/delivery/analysis/analysis.js';
import { web } from '../../../src/delivery/analysis/endpoint.js';
import { promql } from '../../../src/delivery/analysis/promql.js';
import { errorBudgetBurn, latency, successRate } from '../../../src/delivery/analysis/requests.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { fixed } from '../../../src/service/scale.js';
import { platform } from '../../service/synth-service.js';
import { deliver } from '../deliver.js';

const rejected = (analysis: Analysis, changes: Parameters<typeof deliver>[1] = {}) =>
  deliver(canary({ steps: [weight(50), pause('1h')], analysis: [analysis] }), changes).rejected;
const own = (condition: string, query = 'sum(rate(orders_total[1m]))') =>
  promql({ name: 'orders', query: () => query, window: '1m', good: { condition } });

describe('a condition of the author’s own', () => {
  it.each([
    ['result >= 0.95', 'analysis "orders" compares a list with a number'],
    ['result[0] >= 0.95', 'analysis "orders" does not say what no traffic means'],
    ['len(result) == 0 || result[0] >= 0', 'analysis "orders" can not fail'],
    ['len(result) > 0 && result[0] < 0', 'analysis "orders" can not succeed'],
    ['result[0] => 0.95', 'condition "result[0] => 0.95" of analysis "orders": "=" is no comparison: "==" is'],
  ])('is rejected when it is %s', (condition, message) => {
    expect(rejected(own(condition))).toMatchObject([{ rule: 'at-prometheus-result', message }]);
  });

  it('is taken when it can pass and fail and knows what no traffic means', () => {
    expect(rejected(own('len(result) == 0 || result[0] >= 0.95'))).toEqual([]);
  });

  it('may compare the result itself where the query gives one number', () => {
    expect(rejected(own('result >= 0.95', 'scalar(sum(rate(orders_total[1m])))'))).toEqual([]);
  });

  it('is not checked, and said not to be, where it is beyond what is read here', () => {
    expect(rejected(own('all(result, {# > 0.5})'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('is not checked: "{" is beyond what is read here') },
    ]);
  });
});

it.each([
  [{ count: 0 }, 'count 0 of analysis "success-rate": a whole number from 1 up is wanted'],
  [{ failureLimit: -1 }, 'failureLimit -1 of analysis "success-rate": a whole number from 0 up is wanted'],
  [{ count: 3, failureLimit: 3 }, 'analysis "success-rate" lets 3 of 3 measurements fail'],
  [{ interval: '0s' as const }, 'interval "0s" is no span of time'],
])('rejects %j', (timing, message) => {
  expect(rejected(successRate({ atLeast: 0.9, ...timing }))).toMatchObject([{ rule: 'at-metric', message }]);
});

describe('a share of requests', () => {
  it.each([
    [successRate({ atLeast: 99 }), 'atLeast 99 of analysis "success-rate" is no share above 0 and up to 1', '0.99'],
    [successRate({ atLeast: 1.5 }), 'atLeast 1.5 of analysis "success-rate" is no share above 0 and up to 1', '0.99'],
    [latency({ quantile: 95, atMost: '1s' }), 'quantile 95 of analysis "latency-p9500"', '0.95'],
    [latency({ quantile: 1, atMost: '1s' }), 'quantile 1 of analysis "latency-p100"', '0.99'],
    [errorBudgetBurn({ availability: 99.9, atMost: 2 }), 'availability 99.9 of analysis "error-budget-burn"', '0.999'],
    [errorBudgetBurn({ availability: 1, atMost: 2 }), 'availability 1 of analysis "error-budget-burn"', '0.99'],
  ])('is a number from 0 to 1: %#', (analysis, message, meant) => {
    const found = rejected(analysis);
    expect(found).toMatchObject([{ rule: 'at-metric', message: expect.stringContaining(message) }]);
    expect(found[0]?.fix).toContain(`: ${meant} is `);
  });

  it('may be all of them where they succeed', () => {
    expect(rejected(successRate({ atLeast: 1 }))).toEqual([]);
  });
});

it('rejects a question to a Prometheus that the environment does not have', () => {
  expect(rejected(successRate({ atLeast: 0.9 }), { platform: platform() })).toMatchObject([
    { rule: 'analysis-prometheus' },
  ]);
});

it('rejects a question to the new version where it has no address of its own', () => {
  const health = web({ path: '/health', field: '{$.status}', equals: 'ok' });
  expect(rejected(health)).toEqual([]);
  expect(rejected(health, { route: undefined, scale: fixed(4) })).toMatchObject([{ rule: 'analysis-target' }]);
});
