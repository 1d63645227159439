import { flag, get, number, object, records, text } from '../manifest/access.js';
import type { JsonObject, Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { podsByRouter, podsByWeight, type Sides, shareOf } from '../values/canary-pods.js';
import { formatDuration, parseGoDuration } from '../values/duration.js';
import { scaledCount } from '../values/percent.js';
import { analysesOf, lasts, lastsAtMost } from './timeline-analysis.js';
import { type Abort, startOf, type Timeline, type TimelineStep } from './timeline-parts.js';

/** Source: Argo Rollouts, "Canary Deployment Strategy"; defaults of utils/defaults. */
export function canaryTimeline(rollout: Manifest, set: ManifestSet, replicas: number): Timeline {
  const canary = object(rollout.object, 'spec.strategy.canary');
  const router = Object.keys(object(canary, 'trafficRouting')).find(
    (key) => key !== 'managedRoutes' && key !== 'maxTrafficWeight',
  );
  const walk = new Walk(rollout, set, replicas, router !== undefined);
  const steps = [...records(canary, 'steps').map((step) => walk.step(step)), walk.end()];
  const from = number(canary, 'analysis.startingStep') ?? 0;
  return {
    strategy: 'canary',
    replicas,
    ...(router === undefined ? {} : { router }),
    steps,
    analyses: analysesOf(get(canary, 'analysis'), rollout, set).map((analysis) => ({
      ...analysis,
      from: from + 1,
      begins: steps[from - 1]?.earliest ?? 0,
    })),
    peak: walk.peak,
    abort: abortOf(canary, replicas, steps, router !== undefined),
  };
}

/** Follows the steps, and what they make of weight, pods and time. */
class Walk {
  peak: number;
  #weight = 0;
  #sides: Sides;
  #pods: number | undefined;
  #earliest = 0;
  #latest = 0;

  constructor(
    private readonly rollout: Manifest,
    private readonly set: ManifestSet,
    private readonly replicas: number,
    private readonly routed: boolean,
  ) {
    this.#sides = { canary: 0, stable: replicas };
    this.peak = replicas;
  }

  step(step: JsonObject): TimelineStep {
    const weight = number(step, 'setWeight');
    if (weight !== undefined) return this.#shift(weight, `weight ${weight} %`);
    const scale = get(step, 'setCanaryScale');
    if (scale !== undefined) return this.#scale(object(scale));
    if ('pause' in step) return this.#pause(step);
    if ('analysis' in step) return this.#analyse(step);
    if ('experiment' in step) return this.#experiment(step);
    return this.#here(Object.keys(step)[0] ?? 'nothing');
  }

  /** After the last step the new version takes all. */
  end(): TimelineStep {
    this.#pods = undefined;
    return this.#shift(100, 'weight 100 %, the end');
  }

  #shift(weight: number, what: string): TimelineStep {
    this.#weight = weight;
    return this.#pods === undefined ? this.#grow(this.#sidesAt(weight), what) : this.#here(what);
  }

  #scale(scale: JsonObject): TimelineStep {
    if (flag(scale, 'matchTrafficWeight')) {
      this.#pods = undefined;
      return this.#grow(this.#sidesAt(this.#weight), 'canary pods by weight');
    }
    const share = number(scale, 'weight');
    const pods = number(scale, 'replicas') ?? Math.ceil(((share ?? 0) * this.replicas) / 100);
    this.#pods = pods;
    return this.#grow({ canary: pods, stable: this.#sides.stable }, `canary pods: ${pods}`);
  }

  #pause(step: JsonObject): TimelineStep {
    const written = get(step, 'pause.duration');
    if (written === undefined) {
      this.#latest = Number.POSITIVE_INFINITY;
      return this.#here('pause until promoted');
    }
    const seconds = typeof written === 'number' ? written : (parseGoDuration(String(written)) ?? Number(written));
    return this.#wait(seconds, `pause ${formatDuration(seconds)}`);
  }

  #analyse(step: JsonObject): TimelineStep {
    const analyses = analysesOf(get(step, 'analysis'), this.rollout, this.set);
    const most = Math.max(0, ...analyses.map(lastsAtMost));
    return this.#wait(
      Math.max(0, ...analyses.map(lasts)),
      `analysis ${analyses.map(({ name }) => name).join(', ')}`,
      most,
    );
  }

  #experiment(step: JsonObject): TimelineStep {
    const seconds = parseGoDuration(text(step, 'experiment.duration') ?? '0') ?? 0;
    const templates = records(step, 'experiment.templates').map((one) => number(one, 'replicas') ?? 1);
    const pods = templates.reduce((sum, one) => sum + one, 0);
    this.peak = Math.max(this.peak, this.#sides.canary + this.#sides.stable + pods);
    // It begins when its pods are there. Its templates have the rollout's deadline, each its own.
    const most = Math.max(0, ...templates) * startOf(this.rollout).most;
    return this.#wait(seconds, `experiment ${formatDuration(seconds)}, ${pods} more pods`, most + seconds);
  }

  #sidesAt(weight: number): Sides {
    const { object: rollout } = this.rollout;
    if (this.routed)
      return podsByRouter(this.replicas, weight, flag(rollout, 'spec.strategy.canary.dynamicStableScale') ?? false);
    return podsByWeight(this.replicas, weight, this.#surge() > 0);
  }

  #surge(): number {
    const surge = get(this.rollout.object, 'spec.strategy.canary.maxSurge') ?? '25%';
    const isAmount = typeof surge === 'number' || typeof surge === 'string';
    return (isAmount ? scaledCount(surge, this.replicas, 'up') : undefined) ?? 0;
  }

  #grow(sides: Sides, what: string): TimelineStep {
    // New pods are ready before old ones go.
    this.peak = Math.max(this.peak, this.routed ? sides.canary + this.#sides.stable : sides.canary + sides.stable);
    const { least, most } = startOf(this.rollout);
    const started = Math.max(sides.canary - this.#sides.canary, sides.stable - this.#sides.stable, 0);
    // A router lets all of them start at once; else they take the places of old ones, a few at a time.
    const batches = this.routed ? Math.min(started, 1) : Math.ceil(started / Math.max(1, this.#surge()));
    this.#earliest += batches * least;
    this.#latest += started * most;
    this.#sides = sides;
    return this.#here(what);
  }

  #wait(seconds: number, what: string, atMost = seconds): TimelineStep {
    this.#earliest += seconds;
    this.#latest += atMost;
    return this.#here(what);
  }

  #here(what: string): TimelineStep {
    const weight = this.routed ? this.#weight : Math.round(shareOf(this.#sides));
    return { what, weight, ...this.#sides, earliest: this.#earliest, latest: this.#latest };
  }
}

function abortOf(canary: JsonObject, replicas: number, steps: readonly TimelineStep[], routed: boolean): Abort {
  const serving = Math.min(...steps.slice(0, -1).map(({ stable }) => stable), replicas);
  const shrinks = flag(canary, 'dynamicStableScale') ?? false;
  const delay = number(canary, 'abortScaleDownDelaySeconds') ?? (shrinks || !routed ? 0 : 30);
  return {
    stable: serving,
    missing: replicas - serving,
    // Written as 0 it means for ever, but only a router knows the delay at all.
    canaryStays: routed && delay === 0 && !shrinks ? Number.POSITIVE_INFINITY : delay,
  };
}
