import { get } from '../../manifest/access.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { blueGreenRestart, canaryRestart } from './argo-rollout.js';
import type { Replaced, Restart, RestartInput } from './model.js';
import { paceOf, rollingNumbers, strategyType } from './pace.js';
import { podsOf, servicesOf } from './pods.js';
import { finish, rollingOrder, rollingSeconds } from './rolling.js';

/**
 * How a workload's pods are replaced when its template changes; undefined for kinds whose pods are not replaced.
 * Source: Kubernetes, concepts/workloads/controllers; Argo Rollouts, features/specification.
 * @param replaced the change that makes the pods anew, where there is one
 */
export function restartOf(workload: Manifest, set: ManifestSet, replaced?: Replaced): Restart | undefined {
  const { max } = podsOf(workload, set);
  const input: RestartInput = { workload, set, pods: max, services: servicesOf(set).get(workload) ?? [], replaced };
  switch (workload.ref.kind) {
    case 'Deployment':
    case 'ReplicationController':
      return deployment(input);
    case 'StatefulSet':
      return statefulSet(input);
    case 'DaemonSet':
      return daemonSet(input);
    case 'Rollout':
      return get(workload.object, 'spec.strategy.blueGreen') === undefined
        ? canaryRestart(input)
        : blueGreenRestart(input);
    default:
      return undefined;
  }
}

function deployment(input: RestartInput): Restart {
  const { workload, pods } = input;
  const { ready, stop } = paceOf(workload);
  if (strategyType(workload.object, 'spec.strategy') === 'Recreate') {
    const seconds = pods === 0 ? 0 : stop + ready;
    const order = pods === 1 ? 'stopped before the new one starts' : 'all stopped before new ones start';
    return finish(input, pods, order, seconds, { down: pods });
  }
  const { surge, unavailable } = rollingNumbers(workload.object, 'spec.strategy.rollingUpdate', pods);
  return finish(input, pods, rollingOrder(pods, surge, unavailable), rollingSeconds(input, surge, unavailable), {
    down: surge > 0 && unavailable === 0 ? 0 : unavailable,
  });
}

function statefulSet(input: RestartInput): Restart {
  const { workload, pods } = input;
  const { ready, stop } = paceOf(workload);
  const partition = Number(get(workload.object, 'spec.updateStrategy.rollingUpdate.partition') ?? 0);
  const replaced = Math.max(0, pods - partition);
  const order =
    replaced > 1 ? 'one at a time from the highest number, each stopped before its successor' : 'stopped first';
  return finish(input, replaced, order, replaced * (stop + ready), { down: Math.min(1, replaced) });
}

function daemonSet(input: RestartInput): Restart {
  const { ready, stop } = paceOf(input.workload);
  const order = 'one on each node, node after node';
  return { ...finish(input, 0, order, stop + ready, { down: 1 }), pods: undefined, seconds: undefined };
}
