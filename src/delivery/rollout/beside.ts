import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Rollout,
  RolloutSpecStrategyCanaryMaxSurge,
  RolloutSpecStrategyCanaryMaxUnavailable,
} from '../../../imports/argoproj.io.js';
import { emit, numeric } from '../../construct/emit.js';
import { selectorLabels, workloadLabels } from '../../construct/labels.js';
import { preset } from '../../construct/traced.js';
import type { Workload } from '../strategy.js';
import { type LifecycleProps, lifecycle } from './lifecycle.js';

/**
 * A Rollout that only runs its pods, as a rolling update would: no Service is its own yet, so that requests go to its
 * pods and to the Deployment's alike, and it can go away again without leaving a selector behind.
 */
export function rolloutBeside(
  scope: Construct,
  { identity, template, pods }: Workload,
  props: LifecycleProps,
): ApiObject {
  return emit(scope, 'rollout', Rollout, {
    metadata: { name: identity.name, labels: workloadLabels(identity) },
    spec: {
      replicas: pods.replicas,
      ...lifecycle(props),
      selector: { matchLabels: selectorLabels(identity) },
      strategy: { canary: pace() },
      template,
    },
  });
}

/** How fast pods are exchanged where their number is the traffic. */
export function pace() {
  return {
    maxSurge: numeric(
      RolloutSpecStrategyCanaryMaxSurge,
      preset(1, 'one new pod at a time: what the node must have room for'),
    ),
    maxUnavailable: numeric(
      RolloutSpecStrategyCanaryMaxUnavailable,
      preset(0, 'a request finds as many pods as before'),
    ),
  };
}
