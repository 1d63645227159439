import type { Construct } from 'constructs';
import { checkDurations } from '../../construct/durations.js';
import { type Rejection, reject } from '../../construct/reject.js';
import { isNear, nearestWeights, podsByWeight, possibleWeights, shareOf } from '../../values/canary-pods.js';
import type { Pods } from '../strategy.js';
import type { CanaryProps } from './props.js';
import type { Step } from './step.js';

/** Rejects steps that the controller refuses, that never end, or that do not do what they say. */
export function checkSteps(scope: Construct, props: CanaryProps, pods: Pods, routed: boolean): void {
  const { steps, analysisFrom } = props;
  const say = (rejection: Omit<Rejection, 'rule'> & { readonly rule?: string }) =>
    reject(scope, { rule: 'ro-step', ...rejection });
  checkWeights(steps, say);
  checkTraffic(steps, say);
  for (const step of steps) {
    if (step.step === 'pause' || step.step === 'experiment') checkDurations(scope, 'ro-step', step, ['duration']);
    if (step.step === 'pods' && !routed) {
      say({
        message: 'pods() changes the number of canary pods, and here that number is their share of the traffic',
        why: 'The controller refuses the Rollout: nothing rolls.',
        fix: 'Leave it out, or let a router split the traffic.',
        property: { object: step, key: 'pods' },
      });
    }
  }
  const last = steps.at(-1);
  if (last?.step === 'approval' && heaviest(steps) < 100) {
    say({
      message: `the last step waits for ever, with ${heaviest(steps)} % on the canary`,
      why: 'The rollout never ends by itself, and the next release finds it half way.',
      fix: 'Add weight(100) after untilPromoted(), or write pause("30m").',
      property: { object: props, key: 'steps' },
    });
  }
  if (
    analysisFrom !== undefined &&
    !(Number.isInteger(analysisFrom) && analysisFrom >= 0 && analysisFrom < steps.length)
  ) {
    say({
      message: `analysisFrom ${analysisFrom}: the steps run from 0 to ${steps.length - 1}`,
      why: 'The analysis never begins, so nothing judges the canary.',
      fix: `analysisFrom: ${Math.min(1, steps.length - 1)}`,
      property: { object: props, key: 'analysisFrom' },
    });
  }
  if (!routed) checkShares(scope, steps, pods);
}

type Say = (rejection: Omit<Rejection, 'rule'>) => void;

function checkWeights(steps: readonly Step[], say: Say): void {
  let before = 0;
  for (const step of steps) {
    if (step.step !== 'weight') continue;
    const property = { object: step, key: 'weight' };
    const why = 'The controller refuses the Rollout: nothing rolls.';
    if (!Number.isInteger(step.weight) || step.weight < 0 || step.weight > 100) {
      say({
        message: `weight ${step.weight}: a whole number from 0 to 100 is wanted`,
        why,
        fix: before < 99 ? `Write a weight from ${before + 1} to 100.` : 'Leave the step out.',
        property,
      });
      continue;
    }
    if (step.weight <= before && step.weight > 0) {
      say({
        message: `weight ${step.weight} does not rise: the step before has ${before}`,
        why: 'The canary loses traffic that it has already proved itself with, and the steps after it prove less.',
        fix: `Write a weight above ${before}, or leave the step out.`,
        property,
      });
    }
    before = Math.max(before, step.weight);
  }
}

/** What makes sense though no step gives the canary a share: a person decides, or something else looks at it. */
const WITHOUT_SHARE = ['approval', 'judge', 'pods', 'experiment'];

function checkTraffic(steps: readonly Step[], say: Say): void {
  if (steps.some((one) => (one.step === 'weight' && one.weight !== 0) || WITHOUT_SHARE.includes(one.step))) return;
  const step = steps.find((one) => one.step === 'pause') ?? steps[0];
  if (!step) return;
  say({
    message: `no step gives the new version requests: ${step.step === 'pause' ? `0 % for ${step.duration}` : '0 %'}, then 100 %`,
    why: 'The steps test nothing: the first requests that the new version gets are all of them.',
    fix: 'steps: [weight(10), pause("5m"), weight(50), pause("5m")]',
    property: { object: step },
  });
}

function heaviest(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map((step) => (step.step === 'weight' ? step.weight : 0)));
}

/** Without a router a weight is a number of pods, and few pods know few weights. */
function checkShares(scope: Construct, steps: readonly Step[], { least }: Pods): void {
  if (!Number.isInteger(least) || least < 1) return;
  for (const step of steps) {
    if (step.step !== 'weight' || step.weight <= 0 || step.weight >= 100) continue;
    const sides = podsByWeight(least, step.weight, true);
    if (isNear(step.weight, sides)) continue;
    const nearest = nearestWeights(step.weight, possibleWeights(least, true));
    reject(scope, {
      rule: 'ro-weight-rounding',
      message: `weight ${step.weight} of ${least} pods would be ${sides.canary} of ${sides.canary + sides.stable}: ${Math.round(shareOf(sides))} %`,
      why: 'Without a router the canary takes its share of the pods: more users meet it than the step says.',
      fix: `Write ${nearest.map((one) => `weight(${one})`).join(' or ')}, run more pods, or let a router split the traffic.`,
      property: { object: step, key: 'weight' },
    });
  }
}

/** Rejects a canary that has nothing to shift. What no scale may be is refused with the scale itself. */
export function checkPods(scope: Construct, { least, replicas }: Pods, routed: boolean): void {
  const possible = replicas === undefined ? 1 : 0;
  const wanted = routed ? 1 : 2;
  if (!Number.isInteger(least) || least < possible || least >= wanted) return;
  reject(scope, {
    rule: 'ro-weight-rounding',
    message: `a canary of ${least} ${least === 1 ? 'pod' : 'pods'}: at least ${wanted} ${wanted === 1 ? 'is' : 'are'} wanted`,
    why: routed
      ? 'There are no pods to send requests to.'
      : 'Half of all requests would meet the new version at once: there is no smaller share.',
    fix: routed ? 'scale: fixed(1)' : 'Run two pods or more, give the service a route, or use rolling().',
  });
}

const OF_ROUTERS = ['dynamicStableScale', 'scaleDownDelay', 'abortScaleDownDelay'] as const;

/** Rejects what only a router heeds, where the author has said that there is none. */
export function checkUnrouted(scope: Construct, props: CanaryProps): void {
  if (props.traffic !== 'pods') return;
  for (const key of OF_ROUTERS) {
    if (props[key] === undefined) continue;
    reject(scope, {
      rule: 'ro-strategy',
      message: `${key} is for a canary with a router, and traffic is "pods"`,
      why: 'Without one the controller moves pods from the old version to the new, and keeps none aside: it is left out.',
      fix: `Leave ${key} out, or let the route split the traffic.`,
      property: { object: props, key },
    });
  }
}
