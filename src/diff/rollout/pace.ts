import { get, list, number, text } from '../../manifest/access.js';
import type { Json, JsonObject, Manifest } from '../../manifest/manifest.js';
import { podTemplateOf } from '../../manifest/pod-template.js';

/**
 * Seconds from the wish for a pod until its process listens, beyond what its probes wait for: scheduling, the image
 * pull, the start. An estimate: what a small image takes on a machine that has its layers.
 */
export const START_SECONDS = 20;
/** Seconds that a process takes to end once it is told to. An estimate. */
const STOP_SECONDS = 5;

/** How long one pod of a workload takes to come and to go, and whether requests survive it. */
export interface Pace {
  /** Seconds until a new pod counts as available. */
  readonly ready: number;
  /** Seconds until an old pod is gone. */
  readonly stop: number;
  /** Seconds that a pod may take to end. */
  readonly grace: number;
  readonly hasReadinessProbe: boolean;
  /** A pause before the process is told to stop, in which load balancers forget the pod. */
  readonly hasPreStop: boolean;
}

/** The pace of a workload's pods, from its probes, `minReadySeconds` and hooks. */
export function paceOf(workload: Manifest): Pace {
  const template = podTemplateOf(workload);
  const main = (template?.containers ?? []).filter(({ role }) => role === 'main').map(({ field }) => field.value);
  const minReady = number(workload.object, 'spec.minReadySeconds') ?? 0;
  const grace = number(template?.spec.value, 'terminationGracePeriodSeconds') ?? 30;
  const preStop = Math.max(0, ...main.map(preStopSeconds));
  return {
    ready: START_SECONDS + Math.max(0, ...main.map(probeDelay)) + minReady,
    stop: Math.min(grace, preStop + STOP_SECONDS),
    grace,
    hasReadinessProbe: main.some((container) => get(container, 'readinessProbe') !== undefined),
    hasPreStop: main.some((container) => get(container, 'lifecycle.preStop') !== undefined),
  };
}

function probeDelay(container: Json | undefined): number {
  return ['startupProbe', 'readinessProbe'].reduce(
    (sum, probe) => sum + (number(container, `${probe}.initialDelaySeconds`) ?? 0),
    0,
  );
}

/** Seconds of `sleep 10`, in whichever way it is written. */
function preStopSeconds(container: Json | undefined): number {
  const seconds = number(container, 'lifecycle.preStop.sleep.seconds');
  if (seconds !== undefined) return seconds;
  const command = list(container, 'lifecycle.preStop.exec.command').join(' ');
  return Number(/\bsleep (\d+)/.exec(command)?.[1] ?? 0);
}

/**
 * Pods of `total` that an absolute number or a percentage means.
 * Source: Kubernetes, pkg/controller/deployment/util: surge rounds up, unavailable rounds down; both 0 means 1 unavailable.
 */
function share(value: Json | undefined, usual: string, total: number, round: 'up' | 'down'): number {
  const written = value ?? usual;
  if (typeof written === 'number') return written;
  const percent = typeof written === 'string' ? Number(/^(\d+)%$/.exec(written)?.[1] ?? Number.NaN) : Number.NaN;
  const exact = ((Number.isNaN(percent) ? 25 : percent) / 100) * total;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** What `maxSurge` and `maxUnavailable` at a path come to for so many pods. */
export function rollingNumbers(object: JsonObject, path: string, pods: number): { surge: number; unavailable: number } {
  const surge = share(get(object, `${path}.maxSurge`), '25%', pods, 'up');
  const unavailable = share(get(object, `${path}.maxUnavailable`), '25%', pods, 'down');
  return surge === 0 && unavailable === 0 ? { surge: 0, unavailable: 1 } : { surge, unavailable };
}

/** `Recreate`, `OnDelete`… of a workload's strategy. */
export function strategyType(object: JsonObject, path: string): string {
  return text(object, `${path}.type`) ?? 'RollingUpdate';
}
