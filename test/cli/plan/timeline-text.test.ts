import { timelineText } from '../../../src/cli/plan/timeline-text.js';
import { successRate } from '../../../src/delivery/analysis/requests.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, untilPromoted, weight } from '../../../src/delivery/canary/step.js';
import { timelinesOf } from '../../../src/order/timeline.js';
import { deliver, setOf } from '../../delivery/deliver.js';

it('is a table with what runs beside it and what an abort does', () => {
  const analysis = [successRate({ atLeast: 0.95, failureLimit: 3 })];
  const steps = [weight(10), pause('5m'), untilPromoted(), weight(100)] as const;
  const set = setOf(deliver(canary({ steps, analysis })).all);
  const text = set.kind('Rollout').flatMap((rollout) => timelinesOf(rollout, set).flatMap(timelineText));
  expect(text).toEqual([
    'timeline of 3 pods, traffic split by alb, at most 6 pods at a time',
    '   step                   new has  stable  canary  earliest         latest',
    '1  weight 10 %               10 %       3       1       10s          5m10s',
    '2  pause 5m                  10 %       3       1     5m10s         10m10s',
    '3  pause until promoted      10 %       3       1     5m10s  when promoted',
    '4  weight 100 %             100 %       3       3     5m20s  when promoted',
    '5  weight 100 %, the end    100 %       3       3     5m20s  when promoted',
    'beside it from step 2 on: success-rate, after 2m and every 1m; aborts at failure 4, at 5m10s at the earliest',
    'an abort: traffic goes back to the stable pods, 3 pods at once; the new pods go after 30s; the Rollout is Degraded until Git is reverted',
    'the first install goes straight to the end: there is no old version to compare with',
  ]);
});
