import { podsByRouter } from '../../values/canary-pods.js';
import type { CanaryProps } from './props.js';

/** Pods at the fullest moment of a canary. */
export function peakPods(replicas: number, props: CanaryProps, routed: boolean) {
  const { pods, made } = sidesAtPeak(replicas, props, routed);
  const tried = props.steps.some(({ step }) => step === 'experiment');
  return tried ? { pods: pods + 2, made: `${made} + 2 of an experiment` } : { pods, made };
}

function sidesAtPeak(replicas: number, { steps, dynamicStableScale }: CanaryProps, routed: boolean) {
  if (!routed) return { pods: replicas + 1, made: `${replicas} + 1 canary` };
  if (!dynamicStableScale) return { pods: 2 * replicas, made: `${replicas} stable + ${replicas} canary` };
  // The canary grows to a step's weight before the stable side may shrink to it.
  const weights = [0, ...steps.flatMap((step) => (step.step === 'weight' ? [step.weight] : [])), 100];
  const moments = weights.slice(1).map((weight, i) => ({
    canary: podsByRouter(replicas, weight, true).canary,
    stable: podsByRouter(replicas, weights[i] ?? 0, true).stable,
  }));
  const fullest = moments.reduce((a, b) => (b.canary + b.stable > a.canary + a.stable ? b : a));
  return { pods: fullest.canary + fullest.stable, made: `${fullest.stable} stable + ${fullest.canary} canary` };
}
