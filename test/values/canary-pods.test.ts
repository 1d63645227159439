import fc from 'fast-check';
import { isNear, nearestWeights, podsByRouter, podsByWeight, possibleWeights } from '../../src/values/canary-pods.js';

describe('a weight that is a share of the pods', () => {
  it.each([
    [10, 10, true, 1, 9],
    [10, 30, true, 3, 7],
    [10, 50, true, 5, 5],
    [3, 10, true, 1, 3],
    [3, 10, false, 1, 2],
    [3, 50, true, 2, 2],
    [2, 1, true, 1, 2],
    [2, 30, true, 1, 2],
    [1, 10, true, 1, 1],
    [1, 40, false, 0, 1],
    [1, 60, false, 1, 0],
    [5, 0, true, 0, 5],
    [5, 100, true, 5, 0],
    [0, 50, true, 0, 0],
  ])('of %d pods at %d %%, surge %s: %d canary, %d stable', (replicas, weight, surge, canary, stable) => {
    expect(podsByWeight(replicas, weight, surge)).toEqual({ canary, stable });
  });

  it('leaves a pod on each side, and never runs more than one above the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 99 }), fc.boolean(), (n, w, surge) => {
        // Without a pod to spare the controller knows no answer to an exact half but the larger number.
        fc.pre(surge || ((n * w) / 100) % 1 !== 0.5);
        const { canary, stable } = podsByWeight(n, w, surge);
        expect(canary).toBeGreaterThan(0);
        expect(stable).toBeGreaterThan(0);
        expect(canary + stable).toBeGreaterThanOrEqual(n);
        expect(canary + stable).toBeLessThanOrEqual(n + (surge ? 1 : 0));
      }),
    );
  });
});

it('a router leaves the stable side whole, unless it shrinks with its traffic', () => {
  expect(podsByRouter(3, 50, false)).toEqual({ canary: 2, stable: 3 });
  expect(podsByRouter(3, 50, true)).toEqual({ canary: 2, stable: 2 });
  expect(podsByRouter(3, 100, true)).toEqual({ canary: 3, stable: 0 });
});

describe('possible weights', () => {
  it('are those that some number of pods gives', () => {
    expect(possibleWeights(3, true)).toEqual([25, 33, 50, 67, 75]);
    expect(possibleWeights(3, false)).toEqual([33, 67]);
    expect(possibleWeights(1, true)).toEqual([50]);
  });

  it('each comes out near, and the nearest of one that does not enclose it', () => {
    expect(isNear(10, podsByWeight(3, 10, true))).toBe(false);
    expect(nearestWeights(10, possibleWeights(3, true))).toEqual([25]);
    expect(nearestWeights(40, possibleWeights(3, true))).toEqual([33, 50]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.boolean(), (n, surge) => {
        for (const weight of possibleWeights(n, surge))
          expect(isNear(weight, podsByWeight(n, weight, surge))).toBe(true);
      }),
    );
  });
});
