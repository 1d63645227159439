import { KubeNamespace } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../cluster/cluster.js';
import { emit } from '../construct/emit.js';
import { guarded } from '../construct/guard.js';
import { derive, from, type Input, preset } from '../construct/traced.js';

/**
 * Every pod gets Istio's sidecar. The namespace refuses its init container, which would set up the pod's network: the
 * cluster needs Istio's CNI plugin, which does that for it.
 * Source: Istio, "Installing the Sidecar", "Install Istio with the Istio CNI plugin".
 */
export const inMesh = { 'istio-injection': preset('enabled', "routes, subsets and mutual TLS are the sidecars' work") };

/**
 * A namespace that takes only pods which the Pod Security Standard "restricted" allows, as it stood in the cluster's
 * version: an upgrade of the cluster refuses no pod that ran before.
 * Source: Kubernetes, "Pod Security Admission: labels for namespaces", "Pod Security Standards".
 */
export function namespace(
  scope: Construct,
  name: string,
  cluster: Cluster,
  labels: Readonly<Record<string, Input<string>>>,
): void {
  const level = 'pod-security.kubernetes.io/enforce';
  emit(scope, `namespace-${name}`, KubeNamespace, {
    metadata: {
      name,
      annotations: guarded,
      labels: {
        ...labels,
        [level]: preset('restricted', 'all pods of the fleet keep to it, so nothing else needs a place here'),
        [`${level}-version`]: derive(from(cluster, 'kubernetes'), (minor) => `v${minor}`),
      },
    },
  });
}
