import { group, type KindRow } from './row.js';

const PORTS = { 'spec.ports': ['port', 'protocol'] };

// The AWS controller takes such a name for that of an action, written in an annotation.
const BACKEND = { to: 'Service', unless: 'port.name=use-annotation', checkedBy: 'ingress-backend' } as const;

/** Kinds of Kubernetes itself. Source: Kubernetes API 1.28. Kinds that own pods are in workloads.ts. */
export const CORE: readonly KindRow[] = [
  ...group('', [
    { kind: 'Namespace', scope: 'cluster' },
    { kind: 'Node', scope: 'cluster' },
    {
      kind: 'PersistentVolume',
      scope: 'cluster',
      references: [{ from: 'spec.storageClassName', to: 'StorageClass', checkedBy: 'storage-class' }],
    },
    {
      kind: 'PersistentVolumeClaim',
      scope: 'namespaced',
      references: [
        { from: 'spec.storageClassName', to: 'StorageClass', checkedBy: 'storage-class' },
        { from: 'spec.volumeName', to: 'PersistentVolume' },
      ],
    },
    {
      kind: 'Service',
      scope: 'namespaced',
      lists: PORTS,
      selectors: [{ from: 'spec.selector', selects: 'pods', form: 'map' }],
    },
    { kind: 'Endpoints', scope: 'namespaced' },
    { kind: 'ConfigMap', scope: 'namespaced' },
    { kind: 'Secret', scope: 'namespaced' },
    {
      kind: 'ServiceAccount',
      scope: 'namespaced',
      lists: { imagePullSecrets: ['name'], secrets: ['name'] },
      references: [{ from: 'imagePullSecrets[].name', to: 'Secret', checkedBy: 'pull-secret' }],
    },
    { kind: 'LimitRange', scope: 'namespaced' },
    { kind: 'ResourceQuota', scope: 'namespaced' },
    { kind: 'Event', scope: 'namespaced' },
  ]),
  ...group('autoscaling', [
    {
      kind: 'HorizontalPodAutoscaler',
      scope: 'namespaced',
      references: [
        {
          from: 'spec.scaleTargetRef.name',
          to: 'Deployment',
          kind: 'kind',
          group: 'apiVersion',
          checkedBy: 'hpa-target',
        },
      ],
    },
  ]),
  ...group('policy', [
    { kind: 'PodDisruptionBudget', scope: 'namespaced', selectors: [{ from: 'spec.selector', selects: 'pods' }] },
  ]),
  ...group('networking.k8s.io', [
    {
      kind: 'Ingress',
      scope: 'namespaced',
      lists: { 'spec.tls': ['secretName'] },
      references: [
        { ...BACKEND, from: 'spec.rules[].http.paths[].backend.service.name' },
        { ...BACKEND, from: 'spec.defaultBackend.service.name' },
        { from: 'spec.tls[].secretName', to: 'Secret' },
        { from: 'spec.ingressClassName', to: 'IngressClass' },
      ],
    },
    { kind: 'IngressClass', scope: 'cluster' },
    {
      kind: 'NetworkPolicy',
      scope: 'namespaced',
      selectors: [{ from: 'spec.podSelector', selects: 'pods' }],
    },
  ]),
  ...group('rbac.authorization.k8s.io', [
    { kind: 'Role', scope: 'namespaced' },
    { kind: 'ClusterRole', scope: 'cluster' },
    {
      kind: 'RoleBinding',
      scope: 'namespaced',
      lists: { subjects: ['kind', 'namespace', 'name'] },
      references: [
        { from: 'roleRef.name', to: 'Role', kind: 'kind', checkedBy: 'rbac' },
        { from: 'subjects[].name', to: 'ServiceAccount', kind: 'kind', namespace: 'namespace', checkedBy: 'rbac' },
      ],
    },
    {
      kind: 'ClusterRoleBinding',
      scope: 'cluster',
      lists: { subjects: ['kind', 'namespace', 'name'] },
      references: [
        { from: 'roleRef.name', to: 'ClusterRole', kind: 'kind', checkedBy: 'rbac' },
        { from: 'subjects[].name', to: 'ServiceAccount', kind: 'kind', namespace: 'namespace', checkedBy: 'rbac' },
      ],
    },
  ]),
  ...group('storage.k8s.io', [
    { kind: 'StorageClass', scope: 'cluster' },
    { kind: 'CSIDriver', scope: 'cluster' },
    { kind: 'CSINode', scope: 'cluster' },
    { kind: 'VolumeAttachment', scope: 'cluster' },
  ]),
  ...group('scheduling.k8s.io', [{ kind: 'PriorityClass', scope: 'cluster' }]),
  ...group('node.k8s.io', [{ kind: 'RuntimeClass', scope: 'cluster' }]),
  ...group('coordination.k8s.io', [{ kind: 'Lease', scope: 'namespaced' }]),
  ...group('discovery.k8s.io', [{ kind: 'EndpointSlice', scope: 'namespaced' }]),
  ...group('certificates.k8s.io', [{ kind: 'CertificateSigningRequest', scope: 'cluster' }]),
  ...group('apiextensions.k8s.io', [
    { kind: 'CustomResourceDefinition', scope: 'cluster', lists: { 'spec.versions': ['name'] } },
  ]),
  ...group('apiregistration.k8s.io', [
    {
      kind: 'APIService',
      scope: 'cluster',
      references: [{ from: 'spec.service.name', to: 'Service', namespace: 'namespace' }],
    },
  ]),
  ...group(
    'admissionregistration.k8s.io',
    ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
      kind,
      scope: 'cluster' as const,
      lists: { webhooks: ['name'] },
      references: [{ from: 'webhooks[].clientConfig.service.name', to: 'Service', namespace: 'namespace' }],
    })),
  ),
  ...group('admissionregistration.k8s.io', [
    { kind: 'ValidatingAdmissionPolicy', scope: 'cluster' },
    { kind: 'ValidatingAdmissionPolicyBinding', scope: 'cluster' },
  ]),
  ...group('flowcontrol.apiserver.k8s.io', [
    { kind: 'FlowSchema', scope: 'cluster' },
    { kind: 'PriorityLevelConfiguration', scope: 'cluster' },
  ]),
  ...group('snapshot.storage.k8s.io', [
    { kind: 'VolumeSnapshot', scope: 'namespaced' },
    { kind: 'VolumeSnapshotClass', scope: 'cluster' },
    { kind: 'VolumeSnapshotContent', scope: 'cluster' },
  ]),
];
