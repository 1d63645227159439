import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkDurations } from '../../construct/durations.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { Platform } from '../../construct/platform.js';
import { from, type Input } from '../../construct/traced.js';
import type { AlertSettings } from '../../monitoring/alert.js';
import { AlertRules } from '../../monitoring/alert-rules.js';
import type { Controller } from '../../monitoring/alerts/available.js';
import { type ServiceAlert, type Watched, type WorkerAlert, workloadGroups } from '../../monitoring/alerts/workload.js';
import { dashboardConfigMap } from '../../monitoring/dashboard/config-map.js';
import { workloadDashboard } from '../../monitoring/dashboard/workload.js';
import { podMonitor, serviceMonitor } from '../../monitoring/monitor.js';
import { checkOwnAlerts, type OwnAlerts, ownAlerts } from '../../monitoring/own-alert.js';
import { objectivesOf, type Slo } from '../../monitoring/slo.js';
import { sloGroups } from '../../monitoring/slo-rules.js';
import type { Duration } from '../../values/duration.js';
import { stateVolume } from '../local-state.js';
import type { Scale } from '../scale.js';

/** What a workload tells those who watch it. */
export interface WatchProps {
  readonly identity: Identity;
  readonly platform: Platform;
  /** Name of the port that serves metrics. */
  readonly port: string;
  /** Whether its sidecar hands on its metrics. Default: Prometheus asks the program itself. */
  readonly sidecar?: boolean;
  readonly does: 'requests' | 'tasks';
  readonly controllers: readonly ApiObject[];
  /** Whether a Service of its name leads to its pods. */
  readonly service: boolean;
  /** The strategy runs another Deployment beside, called `<name>-primary`. Source: Flagger, "How it works". */
  readonly primary: boolean;
  readonly spec: {
    readonly scale: Scale;
    readonly team?: string;
    readonly scrape?: Duration;
    readonly slo?: Slo;
    readonly alerts?: AlertSettings<ServiceAlert> | AlertSettings<WorkerAlert>;
    readonly ownAlerts?: OwnAlerts;
    readonly localState?: object | undefined;
  };
}

/** Monitor and alerts of a workload, where the environment has somebody who reads them. */
export function watch(scope: Construct, props: WatchProps): void {
  const { identity, platform, port, sidecar, does, service, spec } = props;
  const { prometheus, runbooks } = platform;
  const { namespace } = Chart.of(scope);
  const stack = prometheus?.stack;
  if (!stack || namespace === undefined) return;
  const { name } = identity;
  checkDurations(scope, 'duration', spec, ['scrape']);
  const interval: Input<Duration> | undefined = from(spec, 'scrape');
  // Requests are told apart by Service: what has none gets the label from its monitor.
  const labels = does === 'requests' && !service ? { service: name } : undefined;
  const monitor = { identity, stack, scrapes: [{ port, sidecar, interval, labels }] };
  if (service) serviceMonitor(scope, monitor);
  else podMonitor(scope, monitor);
  const watched: Watched = {
    name,
    namespace,
    controllers: controllersOf(props),
    automatic: spec.scale.scale === 'automatic',
    job: service ? name : `${namespace}/${name}`,
    volume: spec.localState && stateVolume,
    does,
  };
  const groups = workloadGroups(scope, watched, spec.alerts);
  const objectives = spec.slo ? objectivesOf(scope, spec.slo, { namespace, service: name, does }) : [];
  const all = [...groups, ...objectives.flatMap(sloGroups)];
  const { ownAlerts: own = {} } = spec;
  checkOwnAlerts(scope, own, new Set(all.flatMap(({ alerts }) => alerts.map(({ alert }) => alert))));
  new AlertRules(scope, 'alerts', {
    identity,
    stack,
    team: from(spec, 'team'),
    runbooks,
    groups: all,
    own: ownAlerts(own, watched),
  });
  dashboardConfigMap(scope, {
    name: `${name}-dashboard`,
    labels: objectLabels(identity),
    dashboard: workloadDashboard(platform.partOf, watched, objectives, spec.alerts),
  });
}

/** Controllers by kind, in the order in which they were made. */
function controllersOf({ controllers, primary }: WatchProps): Pick<Controller, 'kind' | 'names'>[] {
  return (['Deployment', 'Rollout', 'StatefulSet'] as const).flatMap((kind) => {
    const own = controllers.flatMap((one) => (one.kind === kind ? [one.name] : []));
    const names = primary ? own.flatMap((name) => [name, `${name}-primary`]) : own;
    return names.length > 0 ? [{ kind, names }] : [];
  });
}
