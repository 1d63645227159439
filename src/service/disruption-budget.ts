import { KubePodDisruptionBudget } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit, intOrString } from '../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../construct/labels.js';
import { preset } from '../construct/traced.js';
import type { Scale } from './scale.js';

/**
 * A budget for pods that can move: one at a time may be evicted. Pods pinned to one node get none, for they have
 * nowhere to go and would block its drain for ever; a single pod gets none for the same reason.
 * Source: Kubernetes, "Specifying a Disruption Budget for your Application".
 */
export function disruptionBudget(
  scope: Construct,
  identity: Identity,
  scale: Scale,
  pinned: boolean,
  serving: Readonly<Record<string, string>> = selectorLabels(identity),
): void {
  const least = scale.scale === 'fixed' ? scale.replicas : scale.min;
  if (pinned || least < 2) return;
  emit(scope, 'disruption-budget', KubePodDisruptionBudget, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      maxUnavailable: intOrString(preset(1, 'a drain may take one pod, and waits until it runs elsewhere')),
      selector: { matchLabels: serving },
    },
  });
}
