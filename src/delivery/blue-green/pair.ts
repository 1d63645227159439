import type { ApiObject } from 'cdk8s';
import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../../construct/emit.js';
import { selectorLabels, workloadLabels } from '../../construct/labels.js';
import { reject } from '../../construct/reject.js';
import { checkRoom } from '../../construct/room.js';
import { from, type Input } from '../../construct/traced.js';
import { labelValueProblem } from '../../values/dns-name.js';
import { ingress } from '../entrance/ingress.js';
import { serviceObject } from '../entrance/service-object.js';
import type { MigrationTarget } from '../migrate.js';
import { plainEntrance, rollingSpec } from '../rolling.js';
import type { Delivered, Entrance, Workload } from '../strategy.js';

type Side = 'blue' | 'green';

/** Which of two Deployments has the traffic, and what the other is for. */
export interface BlueGreenPairProps {
  /** The side that has the traffic, and the image tag that it runs. */
  readonly live: { readonly side: Side; readonly tag: string };
  /**
   * The other side. `newest`: the tag of the images file, to be looked at before it goes live; a tag: the one before, to
   * which the traffic can go back at once; `none`: it is gone.
   */
  readonly next: 'newest' | 'none' | { readonly tag: string };
}

/** What a side's pods carry besides the workload's name. */
const SLOT = 'slot';

/**
 * Blue-green without a controller: two Deployments, and a Service that selects one of them. A release is three commits:
 * `next: 'newest'` and look at it through the Service of the preview; exchange the two sides; `next: 'none'`. The old
 * side never goes in the commit that moves the traffic: Argo CD deletes before it applies.
 * Source: Kubernetes, "Deployments", "Service: selector".
 */
export function blueGreenPair(props: BlueGreenPairProps): MigrationTarget {
  return {
    strategy: 'blue-green-pair',
    replaces: 'side-by-side',
    takesOver: 'at-once',
    deliver: (scope, workload, entrance) => pair(scope, workload, entrance, props),
    beside: (scope, workload, entrance) => {
      const service = entrance && plainEntrance(scope, workload.identity, entrance);
      return { controllers: [liveSide(scope, workload, props)], service, rewrites: [] };
    },
  };
}

function pair(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  props: BlueGreenPairProps,
): Delivered {
  const { identity, pods, room } = workload;
  const { live, next } = props;
  checkTags(scope, props);
  if (!entrance) {
    reject(scope, {
      rule: 'ro-services',
      message: 'blueGreenPair() moves traffic from one Deployment to another, and nobody calls these',
      why: 'Both would work at the same time, and nothing would move.',
      fix: 'Use rolling(), or recreate() for what must not run twice.',
    });
  }
  const sets = next === 'none' ? 1 : 2;
  checkRoom(scope, identity.name, room, {
    pods: sets * pods.most + 1,
    made:
      sets === 1 ? `${pods.most} live + 1 while it rolls` : `${pods.most} live + ${pods.most} next + 1 while one rolls`,
    fix: 'Fewer replicas, smaller requests, rolling(), or a larger machine.',
  });
  const controllers = [liveSide(scope, workload, props)];
  if (next !== 'none') {
    const version = next === 'newest' ? workload : at(workload, from(next, 'tag'));
    controllers.push(side(scope, workload, version, other(live.side)));
  }
  if (!entrance) return { controllers, rewrites: [] };
  const service = serviceObject(scope, { identity, entrance, selects: { [SLOT]: from(live, 'side') }, outside: true });
  if (next !== 'none') {
    serviceObject(scope, {
      identity,
      entrance,
      side: 'preview',
      selects: { [SLOT]: other(live.side) },
      outside: false,
    });
  }
  ingress(scope, identity, entrance, { service, portName: entrance.port.name });
  return { controllers, service, rewrites: [] };
}

function other(side: Side): Side {
  return side === 'blue' ? 'green' : 'blue';
}

function liveSide(scope: Construct, workload: Workload, { live }: BlueGreenPairProps): ApiObject {
  return side(scope, workload, at(workload, from(live, 'tag')), live.side);
}

function at(workload: Workload, tag: Input<string>): Pick<Workload, 'identity' | 'template'> {
  return workload.at?.(tag) ?? workload;
}

function side(
  scope: Construct,
  { identity, pods }: Workload,
  { identity: version, template }: Pick<Workload, 'identity' | 'template'>,
  slot: Side,
): ApiObject {
  const labels = { ...template.metadata?.labels, [SLOT]: slot };
  return emit(scope, `deployment-${slot}`, KubeDeployment, {
    metadata: { name: `${identity.name}-${slot}`, labels: { ...workloadLabels(version), [SLOT]: slot } },
    spec: {
      replicas: pods.replicas,
      selector: { matchLabels: { ...selectorLabels(identity), [SLOT]: slot } },
      ...rollingSpec({}),
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

function checkTags(scope: Construct, { live, next }: BlueGreenPairProps): void {
  const given = [live, ...(typeof next === 'object' ? [next] : [])];
  for (const object of given) {
    if (object.tag !== '' && labelValueProblem(object.tag) === undefined) continue;
    reject(scope, {
      rule: 'image-tag',
      message: `"${object.tag}" is no tag of an image`,
      why: 'The pods cannot pull it, and this side never becomes ready.',
      fix: 'Write the tag that the side runs: "1.2.0".',
      property: { object, key: 'tag' },
    });
  }
}
