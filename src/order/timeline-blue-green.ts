import { flag, get, number, object } from '../manifest/access.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { formatDuration } from '../values/duration.js';
import { type AnalysisTiming, analysesOf, lasts, lastsAtMost } from './timeline-analysis.js';
import { startOf, type Timeline, type TimelineStep } from './timeline-parts.js';

/** Source: Argo Rollouts, "BlueGreen Deployment Strategy: Sequence of Events". */
export function blueGreenTimeline(rollout: Manifest, set: ManifestSet, replicas: number): Timeline {
  const strategy = object(rollout.object, 'spec.strategy.blueGreen');
  const { least, most } = startOf(rollout);
  const steps: TimelineStep[] = [];
  let now = { earliest: 0, latest: 0 };
  const then = (what: string, side: Pick<TimelineStep, 'weight' | 'stable' | 'canary'>, least = 0, most = least) => {
    now = { earliest: now.earliest + least, latest: now.latest + most };
    steps.push({ what, ...side, ...now });
  };
  const preview = number(strategy, 'previewReplicaCount') ?? replicas;
  then('preview pods start', { weight: 0, stable: replicas, canary: preview }, least, preview * most);
  const before = analysesOf(get(strategy, 'prePromotionAnalysis'), rollout, set);
  if (before.length > 0)
    then(`analysis ${names(before)}`, { weight: 0, stable: replicas, canary: preview }, ...longest(before));
  const wait = number(strategy, 'autoPromotionSeconds');
  if (flag(strategy, 'autoPromotionEnabled') === false)
    then('wait until promoted', { weight: 0, stable: replicas, canary: preview }, 0, wait ?? Number.POSITIVE_INFINITY);
  else if (wait !== undefined)
    then(`wait ${formatDuration(wait)}`, { weight: 0, stable: replicas, canary: preview }, wait);
  if (preview < replicas)
    then('preview grows', { weight: 0, stable: replicas, canary: replicas }, least, (replicas - preview) * most);
  then('the traffic moves', { weight: 100, stable: replicas, canary: replicas });
  const after = analysesOf(get(strategy, 'postPromotionAnalysis'), rollout, set);
  if (after.length > 0)
    then(`analysis ${names(after)}`, { weight: 100, stable: replicas, canary: replicas }, ...longest(after));
  const stays = number(strategy, 'scaleDownDelaySeconds') ?? 30;
  then('old pods go', { weight: 100, stable: 0, canary: replicas }, stays);
  const delay = number(strategy, 'abortScaleDownDelaySeconds') ?? 30;
  return {
    strategy: 'blue-green',
    replicas,
    steps,
    analyses: [],
    peak: 2 * replicas,
    abort: { stable: replicas, missing: 0, canaryStays: delay === 0 ? Number.POSITIVE_INFINITY : delay },
  };
}

const names = (list: readonly AnalysisTiming[]) => list.map(({ name }) => name).join(', ');
const longest = (list: readonly AnalysisTiming[]): readonly [number, number] => [
  Math.max(...list.map(lasts)),
  Math.max(...list.map(lastsAtMost)),
];
