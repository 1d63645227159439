/** One npm package that something is read from. */
export interface Source {
  readonly name: string;
  readonly version: string;
  readonly licence: 'Apache-2.0' | 'MIT';
  /** What is read from it. */
  readonly use: string;
}

/** Kubernetes minor versions whose schemas are kept, oldest first: the oldest is stored whole. */
export const kubernetesMinors = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34'] as const;

const core = (minor: string, version: string): Source => ({
  name: `cdk8s-plus-${minor}`,
  version,
  licence: 'Apache-2.0',
  use: `types of Kubernetes 1.${minor}`,
});
const models = (name: string, version: string, use: string): Source => ({ name, version, licence: 'MIT', use });

/**
 * Where schemas come from. Versions are exact: newer majors of kubernetes-models ask for a newer Node, and an open range
 * silently installs an old one.
 */
export const sources: readonly Source[] = [
  core('28', '2.5.6'),
  core('29', '2.6.0'),
  core('30', '2.4.10'),
  core('31', '2.6.43'),
  core('32', '2.5.92'),
  core('33', '2.5.57'),
  core('34', '2.0.54'),
  models('kubernetes-models', '5.1.0', 'enums and formats of Kubernetes types'),
  models('@kubernetes-models/apimachinery', '3.0.2', 'types of metadata'),
  models('@kubernetes-models/argo-cd', '4.0.0', 'Argo CD'),
  models('@kubernetes-models/argo-rollouts', '2.0.0', 'Argo Rollouts'),
  models('@kubernetes-models/cert-manager', '5.0.1', 'cert-manager'),
  models('@kubernetes-models/external-secrets', '2.0.0', 'External Secrets'),
  models('@kubernetes-models/gateway-api', '2.0.0', 'Gateway API'),
  models('@kubernetes-models/istio', '3.0.1', 'Istio'),
  models('@kubernetes-models/keda', '2.0.0', 'KEDA'),
  models('@kubernetes-models/prometheus-operator', '6.0.0', 'Prometheus Operator'),
  models('@kubernetes-models/sealed-secrets', '6.0.0', 'Sealed Secrets'),
];

/** Where an unpacked package lies: one folder a package, below the folder of all. */
export function folderOf(name: string): string {
  return name.replace(/^@/, '').replace('/', '-');
}
