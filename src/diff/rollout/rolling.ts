import { lossOf } from './loss.js';
import type { Restart, RestartInput } from './model.js';
import { paceOf } from './pace.js';
import { count } from './words.js';

/** How pods follow each other, in words. */
export function rollingOrder(pods: number, surge: number, unavailable: number): string {
  if (pods === 0) return '';
  if (unavailable === 0) {
    const steps = surge === 1 ? 'one at a time' : `${Math.min(surge, pods)} at a time`;
    return pods === 1
      ? 'a new one ready before the old one stops'
      : `${steps}, a new one ready before an old one stops`;
  }
  if (unavailable >= pods) return 'all at once';
  return `${surge > 0 ? `${surge} more and ` : ''}${unavailable} fewer than wanted while it goes on`;
}

/** Batches one after the other, each until its pods are available; where no pod is added first, old ones go before. */
export function rollingSeconds({ workload, pods }: RestartInput, surge: number, unavailable: number): number {
  const { ready, stop } = paceOf(workload);
  return Math.ceil(pods / Math.max(1, surge + unavailable)) * (ready + (surge === 0 ? stop : 0));
}

/** A restart without steps of its own: pods and nothing else on its timeline. */
export function finish(
  input: RestartInput,
  pods: number,
  order: string,
  seconds: number,
  { down }: { readonly down: number },
): Restart {
  const { workload } = input;
  return {
    workload: workload.ref,
    pods,
    order,
    seconds,
    loss: lossOf(input, pods === 0 ? 0 : down),
    segments: pods === 0 ? [] : [{ what: 'pods', label: count(pods, 'pod'), seconds }],
  };
}
