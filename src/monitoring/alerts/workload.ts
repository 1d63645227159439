import type { Construct } from 'constructs';
import type { AlertSettings } from '../alert.js';
import type { RuleGroup } from '../alert-rules.js';
import { checkSettings } from '../alert-settings.js';
import { type ResolvedAlert, resolveAlerts } from '../resolve.js';
import { availabilityAlerts, type Controller } from './available.js';
import { containerAlerts, type PodContainer } from './pods.js';
import { requestAlerts } from './requests.js';
import { saturationAlerts } from './saturation.js';
import { scalingAlerts } from './scaling.js';
import { type ScrapeJob, targetAlerts } from './targets.js';
import { taskAlerts } from './tasks.js';
import { rolloutAlerts, updateAlerts } from './updates.js';
import { type Claims, volumeAlerts } from './volumes.js';

type Pods =
  | keyof typeof availabilityAlerts
  | keyof typeof rolloutAlerts
  | keyof typeof containerAlerts
  | keyof typeof saturationAlerts
  | keyof typeof scalingAlerts
  | keyof typeof targetAlerts;

/** Alerts of an HTTP service. */
export type ServiceAlert = Pods | keyof typeof requestAlerts;
/** Alerts of a worker. */
export type WorkerAlert = Pods | keyof typeof taskAlerts | keyof typeof volumeAlerts;
type AnyAlert = ServiceAlert | WorkerAlert;

/** A workload as its metrics know it. */
export interface Watched {
  readonly name: string;
  readonly namespace: string;
  /** Its controllers; two kinds of them while it moves from one to the other. */
  readonly controllers: readonly Pick<Controller, 'kind' | 'names'>[];
  /** Whether an autoscaler moves the first of them. */
  readonly automatic: boolean;
  readonly job: string;
  /** Whether each pod has a volume, and what its claim is called. */
  readonly volume?: string | undefined;
  readonly does: 'requests' | 'tasks';
}

/**
 * What is worth to be woken up for, by what a workload is. The group bears the name that the alerts of a service have
 * had: `deployment`. While two controllers of different kinds keep its pods, each has a group.
 */
export function workloadGroups(
  scope: Construct,
  watched: Watched,
  settings: AlertSettings<AnyAlert> = {},
): readonly RuleGroup[] {
  const { name, namespace, controllers } = watched;
  checkSettings(scope, settings, workloadAlertNames[watched.does]);
  const [first, ...others] = controllers.map((one): Controller => ({ ...one, namespace }));
  if (!first) return [];
  const own = (controller: Controller): readonly ResolvedAlert[] => {
    const table = controller.kind === 'Rollout' ? rolloutAlerts : updateAlerts;
    return resolveAlerts(scope, { ...availabilityAlerts, ...table }, name, controller, settings);
  };
  return [
    { name: 'deployment', alerts: [...own(first), ...shared(scope, watched, settings)] },
    ...others.map((other) => ({ name: other.kind.toLowerCase(), alerts: own(other) })),
  ];
}

function shared(scope: Construct, watched: Watched, settings: AlertSettings<AnyAlert>): readonly ResolvedAlert[] {
  const { name, namespace, controllers, automatic, job, does } = watched;
  const pods = podsOf(watched);
  const target: ScrapeJob = { namespace, job };
  const claims = claimsOf(watched);
  const [scaled] = controllers.flatMap(({ names }) => names);
  return [
    ...resolveAlerts(scope, { ...containerAlerts, ...saturationAlerts }, name, pods, settings),
    ...resolveAlerts(scope, targetAlerts, name, target, settings),
    ...(automatic && scaled !== undefined
      ? resolveAlerts(scope, scalingAlerts, name, { namespace, horizontalpodautoscaler: scaled }, settings)
      : []),
    ...(does === 'requests'
      ? resolveAlerts(scope, requestAlerts, name, { namespace, service: name }, settings)
      : resolveAlerts(scope, taskAlerts, name, { namespace, container: name }, settings)),
    ...(claims ? resolveAlerts(scope, volumeAlerts, name, claims, settings) : []),
  ];
}

/** The container of its pods that does the work. */
export function podsOf({ name, namespace, controllers }: Watched): PodContainer {
  return { namespace, container: name, ...podNames(controllers) };
}

/** The claims of its pods, where each has one. */
export function claimsOf({ name, namespace, volume }: Watched): Claims | undefined {
  if (volume === undefined) return undefined;
  return { namespace, claims: `${volume}-${name}-[0-9]+`, example: `${volume}-${name}-0` };
}

/** What the pods of these controllers are called: a StatefulSet numbers them, all others draw names. */
function podNames(controllers: Watched['controllers']): Pick<PodContainer, 'pods' | 'example'> {
  const patterns = controllers.flatMap(({ kind, names }) =>
    names.map((name) => (kind === 'StatefulSet' ? `${name}-[0-9]+` : `${name}-[a-z0-9]+-[a-z0-9]+`)),
  );
  const [first] = controllers;
  const name = first?.names[0] ?? '';
  return {
    pods: [...new Set(patterns)].join('|'),
    example: first?.kind === 'StatefulSet' ? `${name}-0` : `${name}-5d9c7b-x2x2x`,
  };
}

const everyPod = {
  ...availabilityAlerts,
  ...rolloutAlerts,
  ...containerAlerts,
  ...saturationAlerts,
  ...scalingAlerts,
  ...targetAlerts,
};
/** All of them by name. */
export const workloadAlertNames = {
  requests: Object.keys({ ...everyPod, ...requestAlerts }),
  tasks: Object.keys({ ...everyPod, ...taskAlerts, ...volumeAlerts }),
};
