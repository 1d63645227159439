import type { CoreKind } from './jsii.js';

/**
 * What the sources have wrong, or say differently from what the API server does. Each row is a fact about Kubernetes,
 * checked by `test/imports/core.test.ts`.
 */

/** Fields that OpenAPI calls required though the server sets them, or takes their zero value. `Type#field`. */
export const notRequired: ReadonlySet<string> = new Set([
  'io.k8s.api.apps.v1.StatefulSetSpec#serviceName',
  'io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern#status',
  'io.k8s.api.batch.v1.PodFailurePolicyRule#onPodConditions',
  'io.k8s.api.core.v1.ISCSIPersistentVolumeSource#lun',
  'io.k8s.api.core.v1.ISCSIVolumeSource#lun',
  'io.k8s.api.discovery.v1.EndpointSlice#endpoints',
  'io.k8s.api.networking.v1.NetworkPolicySpec#podSelector',
  'io.k8s.api.rbac.v1.RoleRef#apiGroup',
  'io.k8s.api.scheduling.v1.PriorityClass#value',
]);

/** Types that share a short name: the jsii assembly keeps one of them and uses it for all. `Type#field` → its true type. */
export const homonyms: Readonly<Record<string, string>> = {
  'io.k8s.api.discovery.v1.EndpointSlice#ports': 'io.k8s.api.discovery.v1.EndpointPort',
  'io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects#subjects': 'io.k8s.api.flowcontrol.v1.Subject',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion#clientConfig':
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig',
  'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec#service':
    'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference',
};

/** Kinds that the jsii assembly lacks because another kind has their short name. */
export const missingKinds: readonly CoreKind[] = [
  { name: 'io.k8s.api.core.v1.Event', apiVersion: 'v1', kind: 'Event' },
];

/** Lists that the server merges by key, and the fields that make the key. `Type#field`. */
export const listKeys: Readonly<Record<string, readonly string[]>> = {
  'io.k8s.api.admissionregistration.v1.MutatingWebhook#matchConditions': ['name'],
  'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration#webhooks': ['name'],
  'io.k8s.api.admissionregistration.v1.ValidatingWebhook#matchConditions': ['name'],
  'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration#webhooks': ['name'],
  'io.k8s.api.core.v1.Container#env': ['name'],
  'io.k8s.api.core.v1.Container#ports': ['containerPort', 'protocol'],
  'io.k8s.api.core.v1.Container#volumeDevices': ['devicePath'],
  'io.k8s.api.core.v1.Container#volumeMounts': ['mountPath'],
  'io.k8s.api.core.v1.EphemeralContainer#env': ['name'],
  'io.k8s.api.core.v1.EphemeralContainer#ports': ['containerPort', 'protocol'],
  'io.k8s.api.core.v1.EphemeralContainer#volumeDevices': ['devicePath'],
  'io.k8s.api.core.v1.EphemeralContainer#volumeMounts': ['mountPath'],
  'io.k8s.api.core.v1.PodSpec#containers': ['name'],
  'io.k8s.api.core.v1.PodSpec#ephemeralContainers': ['name'],
  'io.k8s.api.core.v1.PodSpec#hostAliases': ['ip'],
  'io.k8s.api.core.v1.PodSpec#imagePullSecrets': ['name'],
  'io.k8s.api.core.v1.PodSpec#initContainers': ['name'],
  'io.k8s.api.core.v1.PodSpec#resourceClaims': ['name'],
  'io.k8s.api.core.v1.PodSpec#schedulingGates': ['name'],
  'io.k8s.api.core.v1.PodSpec#topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'io.k8s.api.core.v1.PodSpec#volumes': ['name'],
  'io.k8s.api.core.v1.ResourceRequirements#claims': ['name'],
  'io.k8s.api.core.v1.ServiceAccount#imagePullSecrets': ['name'],
  'io.k8s.api.core.v1.ServiceAccount#secrets': ['name'],
  'io.k8s.api.core.v1.ServiceSpec#ports': ['port', 'protocol'],
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta#ownerReferences': ['uid'],
};
