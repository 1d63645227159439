import { flag, get, number, records, text } from '../../manifest/access.js';
import type { JsonObject } from '../../manifest/manifest.js';
import { referencesOf, targetManifest } from '../../manifest/references.js';
import { parseGoDuration } from '../../values/duration.js';
import { lossOf } from './loss.js';
import type { Restart, RestartInput, Segment } from './model.js';
import { paceOf, rollingNumbers } from './pace.js';
import { finish, rollingOrder, rollingSeconds } from './rolling.js';
import { count } from './words.js';

/** A canary of Argo Rollouts: its steps in order. Without steps it is a rolling update. */
export function canaryRestart(input: RestartInput): Restart {
  const { workload, pods } = input;
  const steps = records(workload.object, 'spec.strategy.canary.steps');
  const { surge, unavailable } = rollingNumbers(workload.object, 'spec.strategy.canary', pods);
  if (steps.length === 0 || pods === 0) {
    return finish(input, pods, rollingOrder(pods, surge, unavailable), rollingSeconds(input, surge, unavailable), {
      down: surge > 0 ? 0 : unavailable,
    });
  }
  const segments = [...steps.flatMap((step) => stepSegment(step, input)), lastPods(input)];
  const weights = steps.flatMap((step) => number(step, 'setWeight') ?? []).filter((weight) => weight < 100);
  const order = `a canary${weights.length > 0 ? ` at ${weights.join(', ')} and then 100 %` : ''}${askedFor(segments)}`;
  return {
    workload: workload.ref,
    pods,
    order,
    seconds: sum(segments),
    loss: lossOf(input, surge > 0 ? 0 : unavailable),
    segments,
  };
}

/** Two full sets of pods, then a switch. */
export function blueGreenRestart(input: RestartInput): Restart {
  const { workload, pods } = input;
  const { ready } = paceOf(workload);
  const spec = get(workload.object, 'spec.strategy.blueGreen');
  const waits = flag(spec, 'autoPromotionEnabled') === false;
  const after = number(spec, 'autoPromotionSeconds');
  const segments: Segment[] = [
    { what: 'pods', label: `${count(pods, 'pod')} beside the old`, seconds: ready },
    ...analysis(get(spec, 'prePromotionAnalysis'), 'analysis before the switch', input),
    ...(waits
      ? [
          after === undefined
            ? ({ what: 'person', label: 'a person promotes', seconds: undefined } as const)
            : ({ what: 'pause', label: 'pause before the switch', seconds: after } as const),
        ]
      : []),
    ...analysis(get(spec, 'postPromotionAnalysis'), 'analysis after the switch', input),
  ];
  const order = `all beside the old ones, then traffic switches at once${askedFor(segments)}`;
  return {
    workload: workload.ref,
    pods,
    order,
    seconds: sum(segments),
    loss: lossOf(input, 0),
    segments: pods > 0 ? segments : [],
  };
}

function askedFor(segments: readonly Segment[]): string {
  return segments.some(({ what }) => what === 'person') ? '; it waits for a person' : '';
}

function sum(segments: readonly Segment[]): number | undefined {
  if (segments.some(({ seconds }) => seconds === undefined)) return undefined;
  return segments.reduce((total, { seconds }) => total + (seconds ?? 0), 0);
}

function stepSegment(step: JsonObject, input: RestartInput): Segment[] {
  const weight = number(step, 'setWeight');
  if (weight !== undefined) return [{ what: 'pods', label: `${weight} %`, seconds: paceOf(input.workload).ready }];
  if (step.pause !== undefined) {
    const seconds = pauseSeconds(step);
    return seconds === undefined
      ? [{ what: 'person', label: 'until a person promotes', seconds }]
      : [{ what: 'pause', label: 'pause', seconds }];
  }
  if (step.analysis !== undefined) return analysis(step.analysis, 'analysis', input);
  if (step.experiment !== undefined) {
    const seconds = parseGoDuration(text(step, 'experiment.duration') ?? '') ?? 0;
    return [{ what: 'analysis', label: 'experiment', seconds }];
  }
  return [];
}

/** Seconds of a pause: a number, `"30"`, `5m`; none when it waits for a person. Source: Argo Rollouts, RolloutPause. */
function pauseSeconds(step: JsonObject): number | undefined {
  const duration = get(step, 'pause.duration');
  if (typeof duration === 'number') return duration;
  if (typeof duration !== 'string') return undefined;
  return /^\d+$/.test(duration) ? Number(duration) : parseGoDuration(duration);
}

/** An analysis that the rollout waits for lasts as long as its longest metric. Source: Argo Rollouts, Metric. */
function analysis(value: JsonObject[string], label: string, { workload, set }: RestartInput): Segment[] {
  if (value === undefined) return [];
  const names = new Set(records(value, 'templates').map((row) => text(row, 'templateName')));
  const metrics = referencesOf(set)
    .from(workload)
    .filter((edge) => /AnalysisTemplate$/.test(edge.to.kind) && names.has(edge.to.name))
    .flatMap((edge) => records(targetManifest(edge)?.object, 'spec.metrics'));
  const seconds = metrics.map((metric) => {
    const measurements = Number(get(metric, 'count') ?? 1);
    const interval = parseGoDuration(text(metric, 'interval') ?? '') ?? 0;
    return (Number.isFinite(measurements) ? measurements - 1 : 0) * interval;
  });
  return [{ what: 'analysis', label, seconds: Math.max(0, ...seconds) }];
}

function lastPods({ workload }: RestartInput): Segment {
  return { what: 'pods', label: '100 %', seconds: paceOf(workload).ready };
}
