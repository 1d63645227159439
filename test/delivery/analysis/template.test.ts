import { successRate } from '../../../src/delivery/analysis/requests.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { judge, pause, weight } from '../../../src/delivery/canary/step.js';
import { deliver } from '../deliver.js';

const rate = successRate({ atLeast: 0.95, count: 3 });

it('is made once for a value that is used twice, and rejects two values of one name', () => {
  const steps = (second: typeof rate) => [weight(10), judge(rate), weight(50), judge(second)] as const;
  expect(deliver(canary({ steps: steps(rate) })).rejected).toEqual([]);
  expect(deliver(canary({ steps: steps(successRate({ atLeast: 0.99, count: 3 })) })).rejected).toMatchObject([
    { rule: 'analysis-name', message: 'two analyses are called "success-rate"' },
  ]);
  const strict = successRate({ name: 'strict', atLeast: 0.99, count: 3 });
  const { all, rejected } = deliver(canary({ steps: steps(strict) }));
  expect(rejected).toEqual([]);
  expect(all.filter(({ kind }) => kind === 'AnalysisTemplate').map(({ metadata }) => metadata.name)).toEqual([
    'cart-success-rate',
    'cart-strict',
  ]);
});

it('waits as long as its query looks back before it measures, and measures what it is told to', () => {
  const [metric] = deliver(
    canary({
      steps: [weight(10), pause('1h')],
      analysis: [successRate({ atLeast: 0.95, window: '5m', interval: '90s', inconclusiveLimit: 2 })],
    }),
  ).get('AnalysisTemplate').spec.metrics;
  expect(metric).toMatchObject({ initialDelay: '5m', interval: '90s', inconclusiveLimit: 2 });
  expect(metric).not.toHaveProperty('count');
});

it('declares exactly the arguments that it uses', () => {
  const { all } = deliver(canary({ steps: [weight(10), judge(rate)] }));
  const [template] = all.filter(({ kind }) => kind === 'AnalysisTemplate');
  const used = new Set(JSON.stringify(template.spec.metrics).match(/(?<=\{\{args\.)[\w-]+(?=\}\})/g));
  expect(template.spec.args.map(({ name }: { name: string }) => name)).toEqual([...used]);
});
