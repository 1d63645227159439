import { get, text } from '../../manifest/access.js';
import type { JsonObject } from '../../manifest/manifest.js';
import { type Case, claimRefuses, jobRefuses, nodeSetRefuses } from './immutable-cases.js';

/** A field that the API server does not let change. */
export interface ImmutableRow {
  /** `Kind.group`. */
  readonly kind: string;
  /** The fields; of a whole subtree its root. */
  readonly fields: readonly string[];
  /** Parts of the subtree that may change. */
  readonly except?: readonly string[];
  /** Those that may change from this minor version on. */
  readonly exceptFrom?: { readonly minor: number; readonly fields: readonly string[] };
  /** Only where this holds; always when absent. */
  readonly when?: (case_: Case) => boolean;
  /** How to get there all the same. `*` stands for the object's kind and name. */
  readonly fix: string;
  readonly source: string;
}

const ADOPT = 'Delete * once with --cascade=orphan, then sync: its pods go on running and the new object adopts them.';
const RENAME = 'Give it another name: the new object is made first, and the old one is pruned.';
const RECREATE = 'Delete * once, then sync.';
const CLAIM = 'Make a claim with another name, copy the data, then point the pods at it.';

const core = (text: string) => `Kubernetes, pkg/apis/core/validation: ${text}`;
const topology = 'RabbitMQ messaging-topology-operator, api/v1beta1/*_webhook.go';

/** Every immutable field that is known. Order means nothing. */
export const IMMUTABLE: readonly ImmutableRow[] = [
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) => ({
    kind: `${kind}.apps`,
    fields: ['spec.selector'],
    fix: `${RENAME} Or: ${ADOPT}`,
    source: `Kubernetes, pkg/registry/apps/${kind.toLowerCase()}/strategy.go: ValidateUpdate, spec.selector`,
  })),
  {
    kind: 'StatefulSet.apps',
    fields: ['spec'],
    except: [
      'spec.replicas',
      'spec.ordinals',
      'spec.template',
      'spec.updateStrategy',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.minReadySeconds',
    ],
    exceptFrom: { minor: 33, fields: ['spec.revisionHistoryLimit'] },
    fix: `${ADOPT} Claims keep what they have: a larger size goes into each claim by hand.`,
    source: 'Kubernetes, pkg/apis/apps/validation: ValidateStatefulSetUpdate',
  },
  {
    kind: 'Job.batch',
    fields: [
      'spec.selector',
      'spec.template',
      'spec.completions',
      'spec.completionMode',
      'spec.podFailurePolicy',
      'spec.backoffLimitPerIndex',
      'spec.successPolicy',
      'spec.managedBy',
    ],
    when: jobRefuses,
    fix: 'Make it a hook (argocd.argoproj.io/hook), so that Argo CD deletes it before each run, or give it another name.',
    source: 'Kubernetes, pkg/apis/batch/validation: ValidateJobUpdate',
  },
  {
    kind: 'Pod.',
    fields: ['spec'],
    except: [
      'spec.containers[].image',
      'spec.initContainers[].image',
      'spec.activeDeadlineSeconds',
      'spec.tolerations',
    ],
    fix: `${RECREATE} Better: let a Deployment make it.`,
    source: core('ValidatePodUpdate'),
  },
  {
    kind: 'Service.',
    fields: ['spec.clusterIP'],
    when: ({ before, after }) => {
      const [from, to] = [text(before, 'spec.clusterIP'), text(after, 'spec.clusterIP')];
      if (text(before, 'spec.type') === 'ExternalName' || text(after, 'spec.type') === 'ExternalName') return false;
      // Left out, the old address is filled in: see `kept`.
      return to !== undefined && to !== '' && from !== to;
    },
    fix: `${RENAME} Or: ${RECREATE} Until it is back its name does not resolve.`,
    source: core('ValidateServiceUpdate, clusterIP "may not change once set"'),
  },
  {
    kind: 'Service.',
    fields: ['spec.ipFamilies'],
    when: ({ before, after }) => {
      const [from, to] = [first(before), first(after)];
      return from !== undefined && to !== undefined && from !== to;
    },
    fix: RECREATE,
    source: core('ValidateServiceUpdate, primary ipFamily'),
  },
  {
    kind: 'PersistentVolumeClaim.',
    fields: ['spec'],
    except: ['spec.volumeAttributesClassName'],
    when: claimRefuses,
    fix: CLAIM,
    source: core('ValidatePersistentVolumeClaimUpdate'),
  },
  {
    kind: 'PersistentVolume.',
    fields: ['spec.csi', 'spec.nfs', 'spec.local', 'spec.hostPath', 'spec.awsElasticBlockStore', 'spec.volumeMode'],
    fix: 'Make a volume with another name.',
    source: core('ValidatePersistentVolumeUpdate, persistentvolumesource "is immutable after creation"'),
  },
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({
    kind: `${kind}.rbac.authorization.k8s.io`,
    fields: ['roleRef'],
    fix: RENAME,
    source: `Kubernetes, pkg/apis/rbac/validation: Validate${kind}Update, "cannot change roleRef"`,
  })),
  {
    kind: 'StorageClass.storage.k8s.io',
    fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    fix: `${RENAME} Or: ${RECREATE} Volumes that are there keep what they were made with.`,
    source: 'Kubernetes, pkg/apis/storage/validation: ValidateStorageClassUpdate',
  },
  ...['ConfigMap', 'Secret'].map((kind) => ({
    kind: `${kind}.`,
    fields: ['data', 'binaryData', 'stringData', 'immutable'],
    when: ({ before }: Case) => get(before, 'immutable') === true,
    fix: 'Give it another name, and name that in the pods that read it.',
    source: core(`Validate${kind}Update, immutable`),
  })),
  {
    kind: 'Secret.',
    fields: ['type'],
    fix: `${RENAME} Or: ${RECREATE}`,
    source: core('ValidateSecretUpdate, type'),
  },
  {
    kind: 'PriorityClass.scheduling.k8s.io',
    fields: ['value', 'preemptionPolicy'],
    fix: RENAME,
    source: 'Kubernetes, pkg/apis/scheduling/validation: ValidatePriorityClassUpdate',
  },
  {
    kind: 'RuntimeClass.node.k8s.io',
    fields: ['handler'],
    fix: RENAME,
    source: 'Kubernetes, pkg/apis/node/validation: ValidateRuntimeClassUpdate',
  },
  {
    kind: 'IngressClass.networking.k8s.io',
    fields: ['spec.controller'],
    fix: RENAME,
    source: 'Kubernetes, pkg/apis/networking/validation: ValidateIngressClassUpdate',
  },
  {
    kind: 'CustomResourceDefinition.apiextensions.k8s.io',
    fields: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
    fix: 'A definition is the place of all its objects: to delete it deletes them. Make another one and move them.',
    source:
      'Kubernetes, apiextensions-apiserver, pkg/apis/apiextensions/validation: ValidateCustomResourceDefinitionUpdate',
  },
  {
    kind: 'Rollout.argoproj.io',
    fields: ['spec.selector'],
    fix: `${RENAME} Before Argo Rollouts 1.9 it is accepted, and the old ReplicaSets are left running without an owner.`,
    source: 'Argo Rollouts 1.9.0, Rollout CRD, validation rule of spec.selector',
  },
  {
    kind: 'Queue.rabbitmq.com',
    fields: [
      'spec.name',
      'spec.vhost',
      'spec.rabbitmqClusterReference',
      'spec.type',
      'spec.durable',
      'spec.autoDelete',
    ],
    fix: 'Declare a queue with another name, move its consumers, then delete the old one.',
    source: topology,
  },
  {
    kind: 'Exchange.rabbitmq.com',
    fields: [
      'spec.name',
      'spec.vhost',
      'spec.rabbitmqClusterReference',
      'spec.type',
      'spec.durable',
      'spec.autoDelete',
    ],
    fix: 'Declare an exchange with another name, and bind the queues to it.',
    source: topology,
  },
  { kind: 'Binding.rabbitmq.com', fields: ['spec'], fix: RENAME, source: topology },
  {
    kind: 'Elasticsearch.elasticsearch.k8s.elastic.co',
    fields: ['spec.nodeSets[].volumeClaimTemplates'],
    when: nodeSetRefuses,
    fix: 'Give the node set another name: the operator moves the data to new nodes, then takes the old ones away.',
    source: 'Elastic Cloud on Kubernetes, pkg/controller/elasticsearch/validation: pvcImmutableErrMsg',
  },
];

function first(object: JsonObject): string | undefined {
  return text(object, ['spec', 'ipFamilies', 0]);
}
