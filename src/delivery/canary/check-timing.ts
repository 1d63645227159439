import type { Construct } from 'constructs';
import { reject } from '../../construct/reject.js';
import { plain } from '../../construct/traced.js';
import { formatDuration, parseDuration } from '../../values/duration.js';
import type { Analysis, Subject } from '../analysis/analysis.js';
import type { CanaryProps } from './props.js';
import type { Step } from './step.js';

/** Rejects analyses beside the steps that the steps leave no time for. */
export function checkTiming(scope: Construct, { analysis = [], steps }: CanaryProps, from: number): void {
  const available = steps.slice(from).reduce((sum, step) => sum + leastSeconds(step), 0);
  for (const one of analysis) {
    const { analysis: name, timing } = one;
    const { count, failureLimit = 0 } = timing;
    const wanted = count ?? failureLimit + 1;
    const takes = secondsFor(one, wanted);
    if (takes <= available) continue;
    reject(scope, {
      rule: 'at-metric',
      message: `analysis "${name}" takes ${formatDuration(takes)} for ${wanted} measurements, and the steps beside it ${formatDuration(available)}`,
      why: 'The rollout ends before the analysis can fail: it lets every version through.',
      fix: 'Measure more often, begin earlier, or wait longer in the steps.',
      property: { object: timing, key: count === undefined ? 'failureLimit' : 'count' },
    });
  }
}

/** Seconds from its start to the last of a number of measurements. */
function secondsFor({ timing, measure }: Analysis, measurements: number): number {
  const delay = timing.initialDelay ?? plain(measure(nobody).window ?? '0s');
  return (parseDuration(delay) ?? 0) + (measurements - 1) * (parseDuration(timing.interval ?? '1m') ?? 0);
}

const nobody: Subject = { workload: '', namespace: '', newPods: '' };

/** The least time that a step takes; for ever, when it waits for a person. */
function leastSeconds(step: Step): number {
  switch (step.step) {
    case 'pause':
    case 'experiment':
      return parseDuration(step.duration) ?? 0;
    case 'approval':
      return Number.POSITIVE_INFINITY;
    case 'judge':
      return Math.max(...step.analyses.map((one) => secondsFor(one, one.timing.count ?? 1)));
    default:
      return 0;
  }
}
