import { successRate } from '../../../src/delivery/analysis/requests.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { experiment, pause, weight } from '../../../src/delivery/canary/step.js';
import { platform, service } from '../../service/synth-service.js';
import { prometheus } from '../deliver.js';

const analysis = [successRate({ atLeast: 0.9 })];
const rejected = (length: number, props: Parameters<typeof canary>[0]) =>
  service(
    { delivery: canary(props), route: '/x', platform: platform({ prometheus }) },
    'c'.repeat(length),
  ).rejected.map(({ message }) => message.replace(/c{2,}/, '…'));

it('refuses a name whose pods would lose the hash that analyses select by', () => {
  const steps = [weight(10), pause('5m')] as const;
  expect(rejected(46, { steps, analysis })).toEqual([]);
  expect(rejected(47, { steps, analysis })).toEqual([
    'the name "…" is 47 characters long; with analyses at most 46 fit',
  ]);
  expect(rejected(47, { steps })).toEqual([]);
});

it('refuses it earlier with an experiment, whose pods have longer names', () => {
  expect(rejected(31, { steps: [experiment('5m'), weight(10), pause('5m')], analysis })).toEqual([
    'the name "…" is 31 characters long; with analyses at most 30 fit',
  ]);
});
