import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkDurationsOrZero, inSeconds } from '../construct/durations.js';
import { objectLabels } from '../construct/labels.js';
import { checkName } from '../construct/names.js';
import { deregistrationSeconds, type Platform, reachesPods } from '../construct/platform.js';
import { configFiles } from '../construct/pod/config-files.js';
import { variables } from '../construct/pod/environment-variables.js';
import { type Placement, placement } from '../construct/pod/placement.js';
import { podTemplate } from '../construct/pod/pod-template.js';
import { httpProbes } from '../construct/pod/probes.js';
import { resources } from '../construct/pod/resources.js';
import { serviceAccount } from '../construct/pod/service-account.js';
import { checkPort, servicePort } from '../construct/ports.js';
import { reject } from '../construct/reject.js';
import type { Rewrite } from '../construct/rewrite.js';
import { roomOf } from '../construct/room.js';
import { combine, from, type Input, preset } from '../construct/traced.js';
import { podByPod } from '../delivery/rolling.js';
import type { Workload } from '../delivery/strategy.js';
import { permissions } from '../security/permissions.js';
import { checkVariables } from './checks.js';
import { disruptionBudget } from './disruption-budget.js';
import { hookJobs } from './hooks/hook-jobs.js';
import { type Image, imageReference, otherImage } from './image.js';
import { networkAccess } from './network-access.js';
import { applyOverride } from './override/apply-override.js';
import type { Override } from './override/override.js';
import { rotation } from './rotation.js';
import { checkRoute } from './route.js';
import { autoscalers, checkScale, podsOf } from './scale.js';
import type { Resolved, ServiceSpec } from './spec.js';
import { asksSidecar, programMetrics } from './watch/sidecar-metrics.js';
import { watch } from './watch/watch.js';

/** A service in any chart: what an author says of it, its image, and what surrounds it. */
export interface EcoServiceProps extends Resolved<ServiceSpec> {
  readonly image: Image;
  readonly platform: Platform;
}

/**
 * An HTTP service: its controller, Service, account and, where they are asked for, Ingress, autoscaler, disruption
 * budget and files. The construct's id is the name of everything.
 * Mistakes are recorded on the construct; synthesis reports all of them.
 */
export class EcoService extends Construct {
  /** What controllers write into its objects at run time; Argo CD must leave it. */
  readonly rewrites: readonly Rewrite[];
  /** The Service by which others call it. */
  readonly service?: ApiObject;

  constructor(scope: Construct, name: string, props: EcoServiceProps) {
    super(scope, name);
    const { platform, needs = [], scale, delivery = podByPod() } = props;
    checkName(this, name);
    checkPort(this, props, 'port');
    checkScale(this, scale);
    checkDurationsOrZero(this, 'duration', props, ['shutdown']);
    checkRoute(this, props);

    const identity = { name, component: 'api', partOf: platform.partOf };
    const env = variables(props);
    checkVariables(this, props, env, platform.cluster);
    const healthPath =
      from(props, 'health') ?? preset('/health' as const, 'the path that a service answers unless it says otherwise');
    const preStopSeconds = stopSending(platform);
    const shutdown = inSeconds(from(props, 'shutdown') ?? preset('30s' as const, 'running requests may end'), 30);

    const sidecar = asksSidecar(platform, Chart.of(this).namespace);
    const place = placement(this, props, platform.cluster);
    const pod = {
      ports: [{ name: servicePort, port: from(props, 'port') }],
      env: env.map(({ entry }) => entry),
      resources: resources(this, props),
      probes: httpProbes(healthPath, servicePort),
      placement: place,
      serviceAccount: serviceAccount(this, identity, platform.registry),
      token: needs.length > 0,
      annotations: rotation(props),
      writable: from(props, 'writable'),
      files: configFiles(this, props.files, { name, labels: objectLabels(identity), versioned: delivery.holdsOld }),
      preStopSeconds,
      gracePeriodSeconds: combine([preStopSeconds, shutdown], (wait, work) => wait + work),
    };
    const version = (tag: Input<string>, image: Input<string>) => {
      const versioned = { ...identity, version: tag };
      const annotations = { ...pod.annotations, ...(sidecar && programMetrics(from(props, 'port'))) };
      return { identity: versioned, template: podTemplate({ identity: versioned, image, ...pod, annotations }) };
    };
    const workload: Workload = {
      ...version(from(props.image, 'tag'), imageReference(props.image)),
      at: (tag) => version(tag, otherImage(props.image, tag)),
      pods: podsOf(scale),
      room: roomOf(props, platform.cluster),
    };
    const path = from(props, 'route');
    const delivered = delivery.deliver(this, workload, {
      platform,
      port: { name: servicePort, number: from(props, 'port') },
      route: path && { path, healthPath },
      nodes: labelsOf(place),
    });
    this.rewrites = delivered.rewrites;
    this.service = delivered.service;
    networkAccess(
      this,
      identity,
      {
        port: from(props, 'port'),
        portName: servicePort,
        sharesPort: true,
        routed: path !== undefined,
        uses: props.uses,
        asksApi: needs.length > 0,
      },
      platform,
    );
    watch(this, {
      identity,
      platform,
      port: servicePort,
      sidecar,
      does: 'requests',
      controllers: delivered.controllers,
      service: delivered.service !== undefined,
      primary: delivered.serving !== undefined,
      spec: props,
    });
    const { ports: _, probes: __, preStopSeconds: ___, ...task } = pod;
    hookJobs(this, {
      identity: { ...identity, version: from(props.image, 'tag') },
      platform,
      delivery,
      port: from(props, 'port'),
      portName: servicePort,
      uses: props.uses,
      hooks: props.hooks,
      pod: { ...task, image: imageReference(props.image) },
    });
    permissions(this, identity, needs);
    autoscalers(this, identity, scale, delivered.controllers);
    disruptionBudget(this, identity, scale, props.node !== undefined || !platform.cluster.pinning, delivered.serving);
    if (delivered.serving && platform.isolation) cutOff(this, name);
    for (const one of props.overrides ?? []) this.override(one);
  }

  /** Sets one field of one of its objects: see `override()`. */
  override(one: Override): void {
    applyOverride(this, one);
  }
}

/** Policies select pods by the workload's name: the copies that serve would be closed, and nobody could open them. */
function cutOff(scope: Construct, name: string): void {
  reject(scope, {
    rule: 'isolation-copies',
    message: `"${name}" is served by copies that Flagger makes under another name, and the environment isolates pods`,
    why: 'No network policy would open the copies: every request to them times out.',
    fix: 'Deliver it by canary(), or leave `isolation` out of this environment.',
  });
}

/** The labels that a pod asks of its node: with a local policy no other node has anything to send to. */
function labelsOf({ nodeSelector = {} }: Placement): Input<string> | undefined {
  const keys = Object.keys(nodeSelector);
  if (keys.length === 0) return undefined;
  return combine(Object.values(nodeSelector), (...values) => keys.map((key, i) => `${key}=${values[i]}`).join(','));
}

/** How long requests may still arrive after a pod was told to stop. */
function stopSending({ ingress, cluster }: Platform) {
  return ingress.kind === 'alb' && reachesPods(cluster.network)
    ? preset(deregistrationSeconds, 'until the load balancer has deregistered the pod')
    : preset(10, 'until every node has dropped the pod from the Service');
}
