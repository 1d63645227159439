import { KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { configFiles } from '../construct/config-files.js';
import { emit, intOrString } from '../construct/emit.js';
import { variables } from '../construct/environment-variables.js';
import { objectLabels, selectorLabels } from '../construct/labels.js';
import { checkName } from '../construct/names.js';
import { type Placement, placement } from '../construct/placement.js';
import type { Platform } from '../construct/platform.js';
import { podTemplate } from '../construct/pod-template.js';
import { checkPort } from '../construct/ports.js';
import { httpProbes } from '../construct/probes.js';
import { resources } from '../construct/resources.js';
import { serviceAccount } from '../construct/service-account.js';
import { combine, derive, from, type Input, preset } from '../construct/traced.js';
import { rolling } from '../delivery/rolling.js';
import { seconds } from '../values/duration.js';
import { checkVariables } from './checks.js';
import { disruptionBudget } from './disruption-budget.js';
import { type Image, imageReference } from './image.js';
import { networkAccess } from './network-access.js';
import { checkRoute, deregistrationSeconds, reachesPods, route } from './route.js';
import { autoscaler, checkScale } from './scale.js';
import type { Resolved, ServiceSpec } from './spec.js';

export interface EcoServiceProps extends Resolved<ServiceSpec> {
  readonly image: Image;
  readonly platform: Platform;
}

const portName = 'http';

/**
 * An HTTP service: its controller, Service, account and, where they are asked for, Ingress, autoscaler, disruption
 * budget and files. The construct's id is the name of everything.
 * Mistakes are recorded on the construct; synthesis reports all of them.
 */
export class EcoService extends Construct {
  constructor(scope: Construct, name: string, props: EcoServiceProps) {
    super(scope, name);
    const { platform, scale } = props;
    checkName(this, name);
    checkPort(this, props, 'port');
    checkScale(this, scale);
    checkRoute(this, props);

    const identity = { name, component: 'api', partOf: platform.partOf, version: from(props.image, 'tag') };
    const env = variables(props);
    checkVariables(this, props, env);
    const healthPath =
      from(props, 'health') ?? preset('/health' as const, 'the path that a service answers unless it says otherwise');
    const preStopSeconds = stopSending(platform);
    const shutdown = derive(from(props, 'shutdown') ?? preset('30s' as const, 'running requests may end'), seconds);

    const place = placement(this, props, platform.cluster);
    // A node that passes traffic on puts an address of its own in front of it, which no network policy can know.
    const local = platform.isolation !== undefined && this.throughNodes(props);
    const template = podTemplate({
      identity,
      image: imageReference(props.image),
      ports: [{ name: portName, port: from(props, 'port') }],
      env: env.map(({ entry }) => entry),
      resources: resources(this, props.resources),
      probes: httpProbes(healthPath, portName),
      placement: place,
      serviceAccount: serviceAccount(this, identity, platform.registry),
      writable: from(props, 'writable'),
      files: configFiles(this, props.files, { name, labels: objectLabels(identity) }),
      preStopSeconds,
      gracePeriodSeconds: combine([preStopSeconds, shutdown], (wait, work) => wait + work),
    });
    const replicas = scale.scale === 'fixed' ? from(scale, 'replicas') : undefined;
    const controller = (props.delivery ?? rolling()).deliver(this, { identity, template, replicas });

    emit(this, 'service', KubeService, {
      metadata: { name, labels: objectLabels(identity) },
      spec: {
        type: this.throughNodes(props)
          ? preset('NodePort', 'the load balancer cannot reach pods of this network, only nodes')
          : undefined,
        externalTrafficPolicy: local
          ? preset('Local', 'network policies see the address of the load balancer, not that of a node between')
          : undefined,
        selector: selectorLabels(identity),
        ports: [{ name: portName, port: from(props, 'port'), targetPort: intOrString(portName) }],
      },
    });
    const path = from(props, 'route');
    if (path !== undefined) {
      const { ingress, cluster } = platform;
      const nodes = local ? labelsOf(place) : undefined;
      route(this, { identity, path, healthPath, portName, ingress, network: cluster.network, nodes });
    }
    networkAccess(
      this,
      identity,
      { port: from(props, 'port'), routed: path !== undefined, uses: props.uses },
      platform,
    );
    if (scale.scale === 'automatic') autoscaler(this, identity, scale, controller);
    disruptionBudget(this, identity, scale, props.node !== undefined || !platform.cluster.pinning);
  }

  private throughNodes({ route: path, platform }: EcoServiceProps): boolean {
    return path !== undefined && platform.ingress.kind === 'alb' && !reachesPods(platform.cluster.network);
  }
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
