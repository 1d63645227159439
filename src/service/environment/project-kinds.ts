import type { AddOn } from '../../gitops/add-on.js';

/** A kind, as projects of Argo CD name it. */
export interface ProjectKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * Every namespaced kind that services and workers may become, by group. Not only those that they are today: Argo CD does
 * not see, and so never prunes, what the project no longer allows.
 */
const OF_SERVICES: Readonly<Record<string, readonly string[]>> = {
  '': ['ConfigMap', 'Service', 'ServiceAccount'],
  apps: ['Deployment', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['Job'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'argoproj.io': ['AnalysisTemplate', 'Rollout'],
  'flagger.app': ['AlertProvider', 'Canary', 'MetricTemplate'],
  'gateway.networking.k8s.io': ['HTTPRoute'],
  'monitoring.coreos.com': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  'networking.istio.io': ['DestinationRule', 'ServiceEntry', 'VirtualService'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
};

/** The same of data stores. */
const OF_STORES: typeof OF_SERVICES = {
  '': ['ConfigMap', 'Service', 'ServiceAccount'],
  apps: ['StatefulSet'],
  'networking.k8s.io': ['NetworkPolicy'],
  'monitoring.coreos.com': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
};

/** The same of what everything stands on: in namespaces, */
const OF_PLATFORM: typeof OF_SERVICES = {
  '': ['ServiceAccount'],
  'networking.k8s.io': ['NetworkPolicy'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'bitnami.com': ['SealedSecret'],
  'external-secrets.io': ['ExternalSecret'],
  'networking.istio.io': ['ServiceEntry'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
};

/** and cluster-wide. */
const OF_CLUSTER: typeof OF_SERVICES = {
  '': ['Namespace'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['StorageClass'],
  'external-secrets.io': ['ClusterSecretStore'],
};

const KINDS = { services: OF_SERVICES, stores: OF_STORES, platform: OF_PLATFORM, cluster: OF_CLUSTER };

/** What the Applications of a project may hold. Custom kinds that no add-on brings are left out, where all are known. */
export function projectKinds(of: keyof typeof KINDS, addOns: readonly AddOn[] | undefined): readonly ProjectKind[] {
  const brought = addOns && new Set(addOns.flatMap(({ brings }) => brings.resources ?? []));
  const there = (group: string, kind: string) =>
    brought === undefined || !isCustom(group) || brought.has(group) || brought.has(`${kind}.${group}`);
  return Object.entries(KINDS[of]).flatMap(([group, kinds]) =>
    kinds.filter((kind) => there(group, kind)).map((kind) => ({ group, kind })),
  );
}

/** Whether a definition brings the group. Those of Kubernetes itself have no dot, or end in `k8s.io` and are not Gateway API. */
function isCustom(group: string): boolean {
  return group.includes('.') && (group === 'gateway.networking.k8s.io' || !group.endsWith('.k8s.io'));
}
