import { get, isList, text } from '../../manifest/access.js';
import type { Json, JsonObject } from '../../manifest/manifest.js';
import { parseImageRef } from '../../values/image-ref.js';

/** What a field means when it is absent: a value, or one worked out from the object that would hold it. */
type Default = Json | ((holder: JsonObject) => Json);

const PROBE = {
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
  initialDelaySeconds: 0,
};

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
  ...Object.entries(PROBE).map(([field, value]) => [`${probe}.${field}`, value] as const),
  [`${probe}.httpGet.scheme`, 'HTTP'] as const,
  [`${probe}.httpGet.path`, '/'] as const,
]);

const CONTAINER: readonly (readonly [string, Default])[] = [
  ['imagePullPolicy', pullPolicy],
  ['terminationMessagePath', '/dev/termination-log'],
  ['terminationMessagePolicy', 'File'],
  ['stdin', false],
  ['stdinOnce', false],
  ['tty', false],
  ['env[].value', ''],
  ['env[].valueFrom.fieldRef.apiVersion', 'v1'],
  ['ports[].protocol', 'TCP'],
  ['volumeMounts[].readOnly', false],
  ['lifecycle.preStop.httpGet.scheme', 'HTTP'],
  ...PROBES,
];

/** Source: Kubernetes, pkg/apis/core/v1/defaults.go. Pointers without a default are left out: writing them is a change. */
const POD: readonly (readonly [string, Default])[] = [
  ['restartPolicy', 'Always'],
  ['dnsPolicy', 'ClusterFirst'],
  ['schedulerName', 'default-scheduler'],
  ['terminationGracePeriodSeconds', 30],
  ['enableServiceLinks', true],
  ['hostNetwork', false],
  ['hostPID', false],
  ['hostIPC', false],
  ['volumes[].configMap.defaultMode', 420],
  ['volumes[].secret.defaultMode', 420],
  ['volumes[].projected.defaultMode', 420],
  ['volumes[].downwardAPI.defaultMode', 420],
  ['volumes[].hostPath.type', ''],
  ...['containers', 'initContainers'].flatMap((list) =>
    CONTAINER.map(([field, value]) => [`${list}[].${field}`, value] as const),
  ),
];

const WORKLOAD: readonly (readonly [string, Default])[] = [
  ['spec.replicas', 1],
  ['spec.revisionHistoryLimit', 10],
  ['spec.minReadySeconds', 0],
];

const ROLLING = { maxSurge: '25%', maxUnavailable: '25%' };

/** By `Kind.group`. Source of each: the defaults of its API (pkg/apis/<group>/v1/defaults.go, utils/defaults of Argo Rollouts, the CRD). */
const KINDS: Readonly<Record<string, readonly (readonly [string, Default])[]>> = {
  'Deployment.apps': [
    ...WORKLOAD,
    ['spec.progressDeadlineSeconds', 600],
    ['spec.paused', false],
    ['spec.strategy.type', 'RollingUpdate'],
    ...Object.entries(ROLLING).map(([field, value]) => [`spec.strategy.rollingUpdate.${field}`, value] as const),
  ],
  'StatefulSet.apps': [
    ...WORKLOAD,
    ['spec.podManagementPolicy', 'OrderedReady'],
    ['spec.updateStrategy.type', 'RollingUpdate'],
    ['spec.updateStrategy.rollingUpdate.partition', 0],
    ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Retain'],
    ['spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Retain'],
    ['spec.volumeClaimTemplates[].spec.volumeMode', 'Filesystem'],
    ['spec.volumeClaimTemplates[].apiVersion', 'v1'],
    ['spec.volumeClaimTemplates[].kind', 'PersistentVolumeClaim'],
  ],
  'DaemonSet.apps': [
    ['spec.revisionHistoryLimit', 10],
    ['spec.minReadySeconds', 0],
    ['spec.updateStrategy.type', 'RollingUpdate'],
    ['spec.updateStrategy.rollingUpdate.maxUnavailable', 1],
    ['spec.updateStrategy.rollingUpdate.maxSurge', 0],
  ],
  'Rollout.argoproj.io': [
    ...WORKLOAD,
    ['spec.progressDeadlineSeconds', 600],
    ...Object.entries(ROLLING).map(([field, value]) => [`spec.strategy.canary.${field}`, value] as const),
    ['spec.strategy.blueGreen.autoPromotionEnabled', true],
    ['spec.strategy.blueGreen.scaleDownDelaySeconds', 30],
  ],
  'Job.batch': [
    ['spec.backoffLimit', 6],
    ['spec.parallelism', 1],
    ['spec.completions', 1],
    ['spec.completionMode', 'NonIndexed'],
    ['spec.suspend', false],
  ],
  'CronJob.batch': [
    ['spec.concurrencyPolicy', 'Allow'],
    ['spec.suspend', false],
    ['spec.successfulJobsHistoryLimit', 3],
    ['spec.failedJobsHistoryLimit', 1],
  ],
  'Service.': [
    ['spec.type', 'ClusterIP'],
    ['spec.sessionAffinity', 'None'],
    ['spec.internalTrafficPolicy', 'Cluster'],
    ['spec.externalTrafficPolicy', 'Cluster'],
    ['spec.publishNotReadyAddresses', false],
    ['spec.allocateLoadBalancerNodePorts', true],
    ['spec.ipFamilyPolicy', 'SingleStack'],
    ['spec.ports[].protocol', 'TCP'],
    ['spec.ports[].targetPort', (port) => get(port, 'port') ?? null],
  ],
  'HorizontalPodAutoscaler.autoscaling': [['spec.minReplicas', 1]],
  'PersistentVolumeClaim.': [['spec.volumeMode', 'Filesystem']],
  'Secret.': [['type', 'Opaque']],
  'StorageClass.storage.k8s.io': [
    ['reclaimPolicy', 'Delete'],
    ['volumeBindingMode', 'Immediate'],
    ['allowVolumeExpansion', false],
  ],
  'PriorityClass.scheduling.k8s.io': [
    ['preemptionPolicy', 'PreemptLowerPriority'],
    ['globalDefault', false],
  ],
  'NetworkPolicy.networking.k8s.io': [
    ['spec.policyTypes', policyTypes],
    ['spec.ingress[].ports[].protocol', 'TCP'],
    ['spec.egress[].ports[].protocol', 'TCP'],
  ],
  'PodDisruptionBudget.policy': [['spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget']],
  'RoleBinding.rbac.authorization.k8s.io': binding(),
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding(),
  'Application.argoproj.io': [
    ['spec.source.targetRevision', 'HEAD'],
    ['spec.syncPolicy.automated.prune', false],
    ['spec.syncPolicy.automated.selfHeal', false],
    ['spec.syncPolicy.automated.allowEmpty', false],
  ],
  'ExternalSecret.external-secrets.io': [
    ['spec.refreshInterval', '1h'],
    ['spec.secretStoreRef.kind', 'SecretStore'],
    ['spec.target.creationPolicy', 'Owner'],
    ['spec.target.deletionPolicy', 'Retain'],
    ['spec.target.template.engineVersion', 'v2'],
    ['spec.target.template.mergePolicy', 'Replace'],
    ['spec.data[].remoteRef.conversionStrategy', 'Default'],
    ['spec.data[].remoteRef.decodingStrategy', 'None'],
    ['spec.data[].remoteRef.metadataPolicy', 'None'],
  ],
  'ServiceMonitor.monitoring.coreos.com': [
    ['spec.endpoints[].scheme', 'http'],
    ['spec.endpoints[].path', '/metrics'],
  ],
  'PodMonitor.monitoring.coreos.com': [
    ['spec.podMetricsEndpoints[].scheme', 'http'],
    ['spec.podMetricsEndpoints[].path', '/metrics'],
  ],
};

function binding(): readonly (readonly [string, Default])[] {
  const group = 'rbac.authorization.k8s.io';
  return [
    ['roleRef.apiGroup', group],
    ['subjects[].apiGroup', (subject) => (text(subject, 'kind') === 'ServiceAccount' ? '' : group)],
  ];
}

function pullPolicy(container: JsonObject): Json {
  const image = parseImageRef(text(container, 'image') ?? '');
  const isLatest = image !== undefined && image.digest === undefined && (image.tag ?? 'latest') === 'latest';
  return isLatest ? 'Always' : 'IfNotPresent';
}

/** Source: Kubernetes, networking/v1 NetworkPolicySpec: Egress counts only when there is a rule for it. */
function policyTypes(spec: JsonObject): Json {
  const egress = get(spec, 'egress');
  return isList(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** The defaults of one kind: what an absent field means, or undefined where absence means nothing else. */
export class Defaults {
  readonly #fields: ReadonlyMap<string, Default>;

  constructor(kind: string, podSpec: string | undefined) {
    const pod = podSpec === undefined ? [] : POD.map(([field, value]) => [`${podSpec}.${field}`, value] as const);
    this.#fields = new Map([...(KINDS[kind] ?? []), ...pod]);
  }

  /** What the field at a pattern means when `holder` does not have it. */
  of(pattern: string, holder: JsonObject): Json | undefined {
    const known = this.#fields.get(pattern);
    return typeof known === 'function' ? known(holder) : known;
  }
}
