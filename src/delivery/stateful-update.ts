import { KubeService, KubeStatefulSet } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit, intOrString } from '../construct/emit.js';
import { objectLabels, selectorLabels, workloadLabels } from '../construct/labels.js';
import { preset } from '../construct/traced.js';
import type { Delivered, Strategy, Workload } from './strategy.js';

/** A strategy that can give each pod a claim of its own. */
export type StatefulStrategy = Strategy<'in-place'> & { readonly strategy: 'stateful-update' };

/**
 * Pod by pod from the highest number down, each stopped before its successor starts: what pods that own a volume need.
 * Claims are kept when pods go (Kubernetes' default for StatefulSets), so nothing on them is lost.
 * Source: Kubernetes, "StatefulSets: Update Strategies", "Stable Storage".
 */
export function statefulUpdate(): StatefulStrategy {
  return { strategy: 'stateful-update', replaces: 'in-place', takesOver: 'at-once', deliver };
}

function deliver(scope: Construct, workload: Workload): Delivered {
  const { identity, template, pods, claim } = workload;
  const { name } = identity;
  const service = emit(scope, 'pods', KubeService, {
    metadata: { name, labels: objectLabels(identity) },
    spec: {
      clusterIp: preset('None', 'gives each pod a name of its own; a StatefulSet needs such a Service'),
      selector: selectorLabels(identity),
      ports: template.spec?.containers.flatMap((container) =>
        (container.ports ?? []).map((port) => ({
          name: port.name,
          port: port.containerPort,
          targetPort: intOrString(port.name ?? port.containerPort),
        })),
      ),
    },
  });
  const controller = emit(scope, 'statefulset', KubeStatefulSet, {
    metadata: { name, labels: workloadLabels(identity) },
    spec: {
      serviceName: name,
      replicas: pods.replicas,
      podManagementPolicy: preset(
        'Parallel',
        'the pods do not wait for each other: one that is broken must not hold up the rest',
      ),
      minReadySeconds: preset(10, 'a pod that dies at once stops the update'),
      selector: { matchLabels: selectorLabels(identity) },
      template,
      volumeClaimTemplates: claim && [{ metadata: { name: claim.name }, spec: claim.spec }],
    },
  });
  return { controllers: [controller], service, rewrites: [] };
}
