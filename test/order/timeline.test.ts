import { successRate } from '../../src/delivery/analysis/requests.js';
import { blueGreen } from '../../src/delivery/blue-green/blue-green.js';
import { canary } from '../../src/delivery/canary/canary.js';
import { experiment, judge, pause, pods, untilPromoted, weight } from '../../src/delivery/canary/step.js';
import type { Strategy } from '../../src/delivery/strategy.js';
import { timelinesOf } from '../../src/order/timeline.js';
import { automatic, fixed } from '../../src/service/scale.js';
import { deliver, setOf } from '../delivery/deliver.js';

const timelines = (delivery: Strategy, changes: Parameters<typeof deliver>[1] = {}) => {
  const set = setOf(deliver(delivery, changes).all);
  const [rollout] = set.kind('Rollout');
  return rollout ? timelinesOf(rollout, set) : [];
};
const timeline = (...args: Parameters<typeof timelines>) => {
  const [first] = timelines(...args);
  if (!first) throw new Error('there is no timeline');
  return first;
};

describe('a canary with a router', () => {
  const steps = [weight(10), pause('5m'), weight(50), pause('5m')] as const;

  it('keeps the stable pods, and counts weights in requests', () => {
    expect(timeline(canary({ steps }))).toMatchObject({
      router: 'alb',
      peak: 6,
      steps: [
        { weight: 10, stable: 3, canary: 1, earliest: 10, latest: 310 },
        { weight: 10, stable: 3, canary: 1, earliest: 310, latest: 610 },
        { weight: 50, stable: 3, canary: 2, earliest: 320, latest: 920 },
        { weight: 50, stable: 3, canary: 2, earliest: 620, latest: 1220 },
        { weight: 100, stable: 3, canary: 3, earliest: 630, latest: 1530 },
      ],
      abort: { stable: 3, missing: 0, canaryStays: 30 },
    });
  });

  it('that lets stable pods go has fewer pods, and a slower way back', () => {
    expect(timeline(canary({ steps, dynamicStableScale: true }))).toMatchObject({
      peak: 5,
      abort: { stable: 2, missing: 1, canaryStays: 0 },
    });
  });

  it('says when an analysis beside it can abort at the earliest', () => {
    const analysis = [successRate({ atLeast: 0.95, failureLimit: 3 })];
    expect(timeline(canary({ steps, analysis })).analyses).toEqual([
      {
        name: 'success-rate',
        first: 120,
        interval: 60,
        failures: 4,
        errors: 4,
        earliestAbort: 300,
        from: 2,
        begins: 10,
      },
    ]);
  });

  it('waits for analyses, for experiments, and for people as long as they take', () => {
    const rate = successRate({ atLeast: 0.95, count: 4, initialDelay: '1m' });
    const tried = timeline(
      canary({
        steps: [pods(1), experiment('10m'), weight(10), judge(rate), untilPromoted(), weight(20), pause('1m')],
      }),
    );
    expect(tried.steps.map(({ what, earliest, latest }) => [what, earliest, latest])).toEqual([
      ['canary pods: 1', 10, 310],
      // Its two templates have their pods after another deadline each, side by side.
      ['experiment 10m, 2 more pods', 610, 1220],
      ['weight 10 %', 610, 1220],
      // Each of four measurements may fail four times, and is tried again after 10 s.
      ['analysis success-rate', 850, 1620],
      ['pause until promoted', 850, Number.POSITIVE_INFINITY],
      ['weight 20 %', 850, Number.POSITIVE_INFINITY],
      ['pause 1m', 910, Number.POSITIVE_INFINITY],
      ['weight 100 %, the end', 920, Number.POSITIVE_INFINITY],
    ]);
  });

  it('counts the deadline anew with each pod that becomes ready', () => {
    const scale = fixed(8);
    expect(timeline(canary({ steps: [weight(50), pause('5m')] }), { scale }).steps).toMatchObject([
      { canary: 4, earliest: 10, latest: 4 * 310 },
      { canary: 4, earliest: 310, latest: 4 * 310 + 300 },
      { canary: 8, earliest: 320, latest: 8 * 310 + 300 },
    ]);
  });

  it('is shown for the fewest and for the most pods of an autoscaler', () => {
    const scale = automatic({ min: 2, max: 5, cpu: 70 });
    expect(timelines(canary({ steps }), { scale }).map(({ replicas, peak }) => [replicas, peak])).toEqual([
      [2, 4],
      [5, 10],
    ]);
  });
});

it('without a router a weight is what the pods make of it, and pods follow one after the other', () => {
  const steps = [weight(10), pause('5m'), weight(30), pause('5m')] as const;
  const { steps: shown, peak } = timeline(canary({ steps }), { route: undefined, scale: fixed(10) });
  expect(peak).toBe(10);
  expect(shown.at(-1)?.latest).toBe(10 * 310 + 2 * 300);
  expect(shown.map(({ weight: share, stable, canary: young, earliest }) => [share, stable, young, earliest])).toEqual([
    [10, 9, 1, 10],
    [10, 9, 1, 310],
    [30, 7, 3, 330],
    [30, 7, 3, 630],
    [100, 0, 10, 700],
  ]);
});

it('blue-green starts the second set, waits, moves all traffic, judges, and lets the old set go', () => {
  const after = [successRate({ atLeast: 0.95, count: 5 })];
  const { steps, peak } = timeline(blueGreen({ promotion: '10m', previewReplicas: 1, after }));
  expect(peak).toBe(6);
  // One pod, the wait, two more; five measurements, each of them after four errors.
  expect(steps.map(({ latest }) => latest)).toEqual([310, 910, 1530, 1530, 1530 + 360 + 200, 1530 + 360 + 200 + 30]);
  expect(
    steps.map(({ what, weight: share, stable, canary: young, earliest }) => [what, share, stable, young, earliest]),
  ).toEqual([
    ['preview pods start', 0, 3, 1, 10],
    ['wait 10m', 0, 3, 1, 610],
    ['preview grows', 0, 3, 3, 620],
    ['the traffic moves', 100, 3, 3, 620],
    ['analysis success-rate', 100, 3, 3, 980],
    ['old pods go', 100, 0, 3, 1010],
  ]);
  expect(timeline(blueGreen()).steps[1]).toMatchObject({
    what: 'wait until promoted',
    latest: Number.POSITIVE_INFINITY,
  });
});
