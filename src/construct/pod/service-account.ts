import { KubeServiceAccount } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../emit.js';
import { type Identity, objectLabels } from '../labels.js';
import type { Registry } from '../platform.js';
import { from, preset } from '../traced.js';

/**
 * Who the pods are. Its token stays out of the pods: nothing in them talks to the API server.
 * Source: Kubernetes, "Configure Service Accounts for Pods: opt out of API credential automounting".
 */
export function serviceAccount(
  scope: Construct,
  identity: Identity,
  { pullSecret }: Pick<Registry, 'pullSecret'>,
): string {
  emit(scope, 'account', KubeServiceAccount, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    automountServiceAccountToken: preset(false, 'what has no token cannot lose it'),
    imagePullSecrets: pullSecret && [{ name: from(pullSecret, 'name') }],
  });
  return identity.name;
}
