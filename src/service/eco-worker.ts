import { Construct } from 'constructs';
import { checkDurationsOrZero, inSeconds } from '../construct/durations.js';
import { objectLabels } from '../construct/labels.js';
import { checkName } from '../construct/names.js';
import type { Platform } from '../construct/platform.js';
import { configFiles } from '../construct/pod/config-files.js';
import { variables } from '../construct/pod/environment-variables.js';
import { placement } from '../construct/pod/placement.js';
import { podTemplate } from '../construct/pod/pod-template.js';
import { httpProbes } from '../construct/pod/probes.js';
import { resources } from '../construct/pod/resources.js';
import { serviceAccount } from '../construct/pod/service-account.js';
import { checkPort } from '../construct/ports.js';
import { roomOf } from '../construct/room.js';
import { from, preset } from '../construct/traced.js';
import { podByPod } from '../delivery/rolling.js';
import { statefulUpdate } from '../delivery/stateful-update.js';
import type { Strategy } from '../delivery/strategy.js';
import { permissions } from '../security/permissions.js';
import { celeryCommand, celeryVariables } from './celery.js';
import { checkVariables } from './checks.js';
import { disruptionBudget } from './disruption-budget.js';
import { hookJobs } from './hooks/hook-jobs.js';
import { type Image, imageReference } from './image.js';
import { stateClaim, stateVolume } from './local-state.js';
import { networkAccess } from './network-access.js';
import { applyOverride } from './override/apply-override.js';
import type { Override } from './override/override.js';
import { rotation } from './rotation.js';
import { autoscalers, checkScale, podsOf } from './scale.js';
import type { Resolved, WorkerSpec } from './spec.js';
import { watch } from './watch/watch.js';

/** A worker in any chart: what an author says of it, its image, and what surrounds it. */
export type EcoWorkerProps = Resolved<WorkerSpec> & {
  readonly image: Image;
  readonly platform: Platform;
};

const portName = 'metrics';

/**
 * A worker that takes tasks from a queue: no Service traffic, a long way out. With local state it is a StatefulSet with
 * one claim a pod. The construct's id is the name of everything.
 */
export class EcoWorker extends Construct {
  constructor(scope: Construct, name: string, props: EcoWorkerProps) {
    super(scope, name);
    const { platform, needs = [], scale, celery, localState } = props;
    const delivery = strategyOf(props);
    checkName(this, name);
    checkPort(this, props, 'metricsPort');
    checkScale(this, scale);
    checkDurationsOrZero(this, 'duration', props, ['shutdown']);

    const identity = { name, component: 'worker', partOf: platform.partOf, version: from(props.image, 'tag') };
    const declared = variables(props);
    const env = variables({
      ...props,
      env: { ...props.env, ...celeryVariables(celery), ...(localState && from(localState, 'env')) },
    });
    checkVariables(this, props, env, platform.cluster);

    const task = {
      image: imageReference(props.image),
      resources: resources(this, props),
      placement: placement(this, props, platform.cluster),
      serviceAccount: serviceAccount(this, identity, platform.registry),
      token: needs.length > 0,
      annotations: rotation(props),
      writable: from(props, 'writable'),
      files: configFiles(this, props.files, { name, labels: objectLabels(identity), versioned: delivery.holdsOld }),
      gracePeriodSeconds: inSeconds(
        from(props, 'shutdown') ?? preset('2m' as const, 'Celery takes no new task and ends those it has'),
        120,
      ),
    };
    const template = podTemplate({
      ...task,
      identity,
      command: celeryCommand(celery),
      ports: [{ name: portName, port: from(props, 'metricsPort') }],
      env: env.map(({ entry }) => entry),
      probes: httpProbes('/metrics', portName),
      claim: localState && { name: stateVolume, folder: from(localState, 'folder') },
    });
    const claim = localState && { name: stateVolume, spec: stateClaim(localState, platform.cluster) };
    const workload = { identity, template, pods: podsOf(scale), claim, room: roomOf(props, platform.cluster) };
    const { controllers } = delivery.deliver(this, workload);
    networkAccess(
      this,
      identity,
      { port: from(props, 'metricsPort'), portName, routed: false, uses: props.uses, asksApi: needs.length > 0 },
      platform,
    );
    watch(this, {
      identity,
      platform,
      port: portName,
      does: 'tasks',
      controllers,
      service: false,
      primary: false,
      spec: props,
    });
    hookJobs(this, {
      identity,
      platform,
      delivery,
      port: from(props, 'metricsPort'),
      portName,
      uses: props.uses,
      hooks: props.hooks,
      pod: { ...task, env: declared.map(({ entry }) => entry) },
    });
    permissions(this, identity, needs);
    autoscalers(this, identity, scale, controllers);
    disruptionBudget(this, identity, scale, props.node !== undefined || !platform.cluster.pinning);
    for (const one of props.overrides ?? []) this.override(one);
  }

  /** Sets one field of one of its objects: see `override()`. */
  override(one: Override): void {
    applyOverride(this, one);
  }
}

function strategyOf({ delivery, localState }: EcoWorkerProps): Strategy {
  return delivery ?? (localState ? statefulUpdate() : podByPod());
}
