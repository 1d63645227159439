import { number, records } from '../../manifest/access.js';
import { blueGreenTimeline } from '../../order/timeline-blue-green.js';
import { canaryTimeline } from '../../order/timeline-canary.js';
import type { Timeline, TimelineStep } from '../../order/timeline-parts.js';
import { lossOf } from './loss.js';
import type { Restart, RestartInput, Segment } from './model.js';
import { paceOf, rollingNumbers } from './pace.js';
import { finish, rollingOrder, rollingSeconds } from './rolling.js';

/** A canary of Argo Rollouts: its steps in order. Without steps it is a rolling update. */
export function canaryRestart(input: RestartInput): Restart {
  const { workload, pods, set } = input;
  const steps = records(workload.object, 'spec.strategy.canary.steps');
  const { surge, unavailable } = rollingNumbers(workload.object, 'spec.strategy.canary', pods);
  if (steps.length === 0 || pods === 0) {
    return finish(input, pods, rollingOrder(pods, surge, unavailable), rollingSeconds(input, surge, unavailable), {
      down: surge > 0 ? 0 : unavailable,
    });
  }
  const weights = steps.flatMap((step) => number(step, 'setWeight') ?? []).filter((weight) => weight < 100);
  const order = `a canary${weights.length > 0 ? ` at ${weights.join(', ')} and then 100 %` : ''}`;
  return stepwise(input, canaryTimeline(workload, set, pods), order, surge > 0 ? 0 : unavailable, 'the last step');
}

/** Two full sets of pods, then a switch. */
export function blueGreenRestart(input: RestartInput): Restart {
  const { workload, pods, set } = input;
  if (pods === 0) return finish(input, 0, '', 0, { down: 0 });
  return stepwise(
    input,
    blueGreenTimeline(workload, set, pods),
    'all beside the old ones, then traffic switches at once',
    0,
    undefined,
  );
}

function stepwise(
  input: RestartInput,
  { steps }: Timeline,
  order: string,
  down: number,
  until: string | undefined,
): Restart {
  const segments = steps.flatMap((step, i) => segmentOf(step, steps[i - 1], input));
  const waits = segments.some(({ what }) => what === 'person');
  return {
    workload: input.workload.ref,
    pods: input.pods,
    order: `${order}${waits ? '; it waits for a person' : ''}`,
    seconds: waits ? undefined : segments.reduce((total, { seconds }) => total + (seconds ?? 0), 0),
    loss: lossOf(input, down, until ?? (waits ? 'a person promotes' : 'traffic switches')),
    segments,
  };
}

/** A step of the controller's timeline with the time that its pods take to start, which the controller does not count. */
function segmentOf(step: TimelineStep, before: TimelineStep | undefined, { workload }: RestartInput): Segment[] {
  const { what, earliest, latest, weight } = step;
  if (latest === Number.POSITIVE_INFINITY && before?.latest !== Number.POSITIVE_INFINITY)
    return [{ what: 'person', label: 'until a person promotes', seconds: undefined }];
  const seconds = earliest - (before?.earliest ?? 0);
  // A promotion that nobody asks for comes by itself, after the longest wait.
  const longest = latest - (before?.latest ?? 0);
  if (/^(?:pause|wait)/.test(what))
    return [
      { what: 'pause', label: 'pause', seconds: Number.isFinite(longest) ? Math.max(seconds, longest) : seconds },
    ];
  if (/^(?:analysis|experiment)/.test(what)) return [{ what: 'analysis', label: what, seconds }];
  // The switch itself and the end of the old pods take no time of anyone.
  const starts = step.canary > (before?.canary ?? 0);
  if (!starts && weight === (before?.weight ?? 0)) return [];
  const label = what.startsWith('weight') ? `${/\d+ %/.exec(what)?.[0] ?? what}` : what;
  return [{ what: 'pods', label, seconds: starts ? paceOf(workload).ready : 0 }];
}
