import { modelName } from '../core/overlay.js';

/** A custom resource that is read from a package. */
export interface CustomKind {
  readonly package: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly cluster?: boolean;
  /** The file of the kind's schema in the package, without `.js`. */
  readonly schema: string;
  /** Parts that are kept opaque, by their path: `spec.generators[].matrix`. */
  readonly opaque?: RegExp;
}

const namedTypeNames = [
  'api.batch.v1.JobSpec',
  ...[
    'Affinity',
    'Container',
    'EnvFromSource',
    'EnvVar',
    'HostAlias',
    'PersistentVolumeClaimSpec',
    'PodDNSConfig',
    'PodSecurityContext',
    'PodSpec',
    'PodTemplateSpec',
    'ResourceRequirements',
    'SecurityContext',
    'Toleration',
    'TopologySpreadConstraint',
    'Volume',
    'VolumeMount',
  ].map((type) => `api.core.v1.${type}`),
  'apimachinery.pkg.apis.meta.v1.LabelSelector',
  'apimachinery.pkg.apis.meta.v1.ObjectMeta',
];

/**
 * Types of Kubernetes that a CRD names instead of repeating them: a pod template alone is as large as the rest of a CRD.
 * They are checked by Kubernetes' own schema, and typed by its own types. Name in the packages → OpenAPI name.
 */
export const namedTypes: Readonly<Record<string, string>> = Object.fromEntries(
  namedTypeNames.map((name) => [modelName(`io.k8s.${name}`), `io.k8s.${name}`]),
);

const kinds = (common: Omit<CustomKind, 'kind' | 'schema'>, prefix: string, names: readonly string[]): CustomKind[] =>
  names.map((kind) => ({
    ...common,
    kind,
    schema: `${prefix}${kind}`,
    ...(kind.startsWith('Cluster') || kind === 'GatewayClass' ? { cluster: true } : {}),
  }));

const models = '@kubernetes-models';
const argo = { group: 'argoproj.io', version: 'v1alpha1' };

export const customKinds: readonly CustomKind[] = [
  ...kinds({ ...argo, package: `${models}/argo-cd` }, 'ComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1', [
    'Application',
    'AppProject',
  ]),
  ...kinds(
    // Generators nest generators, and the template repeats the Application: one level is typed, the rest is open.
    {
      ...argo,
      package: `${models}/argo-cd`,
      opaque: /^spec\.generators\[\]\.(\w+\.template|(matrix|merge)\.generators\[\])$/,
    },
    'ComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1',
    ['ApplicationSet'],
  ),
  ...kinds({ ...argo, package: `${models}/argo-rollouts` }, 'ComGithubArgoprojArgoRolloutsPkgApisRolloutsV1alpha1', [
    'Rollout',
    'AnalysisTemplate',
    'ClusterAnalysisTemplate',
    'AnalysisRun',
    'Experiment',
  ]),
];
