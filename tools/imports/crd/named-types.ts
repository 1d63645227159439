import { modelName } from '../core/overlay.js';

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
