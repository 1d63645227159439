import type { Manifest } from '../manifest/manifest.js';

/**
 * The order in which Argo CD applies kinds inside one wave; all others follow, tied, by name.
 * Source: Argo CD, gitops-engine `sync_tasks.go`.
 */
const KIND_ORDER = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
] as const;

const rank = new Map<string, number>(KIND_ORDER.map((kind, i) => [kind, i]));

/** Orders manifests of one wave as Argo CD applies them. */
export function inApplyOrder(a: Manifest, b: Manifest): number {
  const byKind = (rank.get(a.ref.kind) ?? rank.size) - (rank.get(b.ref.kind) ?? rank.size);
  if (byKind !== 0) return byKind;
  return a.ref.name < b.ref.name ? -1 : a.ref.name > b.ref.name ? 1 : 0;
}
