import type { ApiObject } from 'cdk8s';
import { KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit, intOrString } from '../../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../../construct/labels.js';
import { reachesPods } from '../../construct/platform.js';
import { type Input, preset } from '../../construct/traced.js';
import type { Entrance } from '../strategy.js';

export interface ServiceObjectProps {
  readonly identity: Identity;
  readonly entrance: Entrance;
  /** `stable`, `canary`, `preview`: part of the name, when it leads to one side only. */
  readonly side?: string;
  /** Labels of the pods besides the workload's name. */
  readonly selects?: Readonly<Record<string, Input<string>>>;
  /** Whether requests from outside come to it. */
  readonly outside: boolean;
}

/**
 * A Service over the pods of a workload. One that leads to a side has a name of its own in its labels too: what selects
 * the workload's Service by label, as a ServiceMonitor does, must not find the same pods a second time.
 */
export function serviceObject(scope: Construct, props: ServiceObjectProps): ApiObject {
  const { identity, entrance, side } = props;
  const { name: portName, number } = entrance.port;
  const outside = props.outside && throughNodes(entrance);
  const name = side ? `${identity.name}-${side}` : identity.name;
  return emit(scope, side ? `service-${side}` : 'service', KubeService, {
    metadata: { name, labels: objectLabels({ ...identity, name }) },
    spec: {
      type: outside ? preset('NodePort', 'the load balancer cannot reach pods of this network, only nodes') : undefined,
      externalTrafficPolicy:
        // A node that passes traffic on puts an address of its own in front of it, which no network policy can know.
        outside && entrance.platform.isolation
          ? preset('Local', 'network policies see the address of the load balancer, not that of a node between')
          : undefined,
      selector: { ...selectorLabels(identity), ...props.selects },
      ports: [{ name: portName, port: number, targetPort: intOrString(portName) }],
    },
  });
}

/** Whether requests from outside come in through the nodes. */
function throughNodes({ route, platform }: Entrance): boolean {
  return route !== undefined && platform.ingress.kind === 'alb' && !reachesPods(platform.cluster.network);
}
