import { number, records } from '../../manifest/access.js';
import type { JsonObject } from '../../manifest/manifest.js';

/** What happens when a field changes, by who reads it. */
export interface TriggerRow {
  /** `Kind.group`. */
  readonly kind: string;
  /** The field; `spec` for all of it. */
  readonly field: string;
  /**
   * `restart`: its pods are replaced. `next`: pods or runs that begin later have it, those that run keep what they
   * have. `live`: read without a restart.
   */
  readonly does: 'restart' | 'next' | 'live';
  /** Who reads it and what happens, as a sentence without its subject. */
  readonly text: string;
  /** Pods that an operator's object stands for. */
  readonly pods?: (object: JsonObject) => number;
  readonly source: string;
}

const controllers = 'Kubernetes, concepts/workloads/controllers';
const monitoring = 'Prometheus operator, getting-started/design: config-reloader';

function operated(kind: string, field: string, pods: (object: JsonObject) => number, source: string): TriggerRow {
  return { kind, field, does: 'restart', text: 'its operator replaces the pods whose settings changed', pods, source };
}

const sum = (paths: readonly (readonly [path: string, usual: number])[]) => (object: JsonObject) =>
  paths.reduce((total, [path, usual]) => total + (number(object, path) ?? usual), 0);

/** What replaces pods. The pods of workloads are worked out by `restartOf`. */
const RESTARTS: readonly TriggerRow[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet'].map(
    (kind): TriggerRow => ({
      kind: `${kind}.apps`,
      field: 'spec.template',
      does: 'restart',
      text: 'a changed template means new pods',
      source: `${controllers}/${kind.toLowerCase()}: a rollout begins if and only if .spec.template changes`,
    }),
  ),
  {
    kind: 'Rollout.argoproj.io',
    field: 'spec.template',
    does: 'restart',
    text: 'a changed template means new pods, by the steps of its strategy',
    source: 'Argo Rollouts, utils/replicaset: PodTemplateEqualIgnoreHash',
  },
  operated(
    'RabbitmqCluster.rabbitmq.com',
    'spec',
    sum([['spec.replicas', 1]]),
    'RabbitMQ cluster operator, kubernetes/operator/using-operator: update',
  ),
  operated(
    'RedisFailover.databases.spotahome.com',
    'spec',
    sum([
      ['spec.redis.replicas', 3],
      ['spec.sentinel.replicas', 3],
    ]),
    'spotahome/redis-operator, README: Redis failover',
  ),
  ...['Redis', 'RedisReplication', 'RedisSentinel', 'RedisCluster'].map((kind) =>
    operated(
      `${kind}.redis.redis.opstreelabs.in`,
      'spec',
      sum([['spec.clusterSize', 1]]),
      'OT-CONTAINER-KIT/redis-operator, internal/k8sutils/statefulset.go: the StatefulSet is patched with any change',
    ),
  ),
  ...['Prometheus', 'Alertmanager', 'ThanosRuler', 'PrometheusAgent'].map((kind) =>
    operated(
      `${kind}.monitoring.coreos.com`,
      'spec',
      sum([['spec.replicas', 1]]),
      'Prometheus operator, api-reference',
    ),
  ),
  operated(
    'Elasticsearch.elasticsearch.k8s.elastic.co',
    'spec',
    (object) => records(object, 'spec.nodeSets').reduce((all, set) => all + (number(set, 'count') ?? 0), 0),
    'Elastic Cloud on Kubernetes, orchestration: nodes orchestration',
  ),
  operated('Kibana.kibana.k8s.elastic.co', 'spec', sum([['spec.count', 1]]), 'Elastic Cloud on Kubernetes, Kibana'),
  operated('Cluster.postgresql.cnpg.io', 'spec', sum([['spec.instances', 1]]), 'CloudNativePG, rolling_update'),
  operated(
    'postgresql.acid.zalan.do',
    'spec',
    sum([['spec.numberOfInstances', 1]]),
    'zalando/postgres-operator, docs/administrator: rolling updates',
  ),
];

/** What later pods and runs have. */
const NEXT: readonly TriggerRow[] = [
  {
    kind: 'CronJob.batch',
    field: 'spec.jobTemplate',
    does: 'next',
    text: 'the next run has it',
    source: `${controllers}/cron-jobs: modifying a CronJob`,
  },
  {
    kind: 'ScaledJob.keda.sh',
    field: 'spec.jobTargetRef',
    does: 'next',
    text: 'the next Jobs have it',
    source: 'KEDA, concepts/scaling-jobs',
  },
  ...['ReplicaSet.apps', 'ReplicationController.'].map(
    (kind): TriggerRow => ({
      kind,
      field: 'spec.template',
      does: 'next',
      text: 'pods that run stay as they are; later ones have it',
      source: `${controllers}/replicaset`,
    }),
  ),
  ...['AnalysisTemplate', 'ClusterAnalysisTemplate'].map(
    (kind): TriggerRow => ({
      kind: `${kind}.argoproj.io`,
      field: 'spec',
      does: 'next',
      text: 'the next rollout is measured by it; a run that is under way keeps what it began with',
      source: 'Argo Rollouts, features/analysis: an AnalysisRun is a copy of its template',
    }),
  ),
  ...['LimitRange', 'ResourceQuota'].map(
    (kind): TriggerRow => ({
      kind: `${kind}.`,
      field: 'spec',
      does: 'next',
      text: 'pods that run stay; those that are made later are measured by it',
      source: 'Kubernetes, concepts/policy',
    }),
  ),
  {
    kind: 'StorageClass.storage.k8s.io',
    field: '',
    does: 'next',
    text: 'volumes that are there keep what they were made with',
    source: 'Kubernetes, concepts/storage/storage-classes',
  },
];

const live = (kind: string, field: string, text: string, source: string): TriggerRow => ({
  kind,
  field,
  does: 'live',
  text,
  source,
});

/** What is read without a restart. */
const LIVE: readonly TriggerRow[] = [
  ...['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig'].map((kind) =>
    live(`${kind}.monitoring.coreos.com`, 'spec', 'Prometheus is told within a minute, without a restart', monitoring),
  ),
  live(
    'PodDisruptionBudget.policy',
    'spec',
    'evictions from now on are held to it',
    'Kubernetes, tasks/run-application/configure-pdb',
  ),
  live(
    'DestinationRule.networking.istio.io',
    'spec',
    'the sidecars are told within seconds',
    'Istio, ops/deployment/architecture: istiod',
  ),
  live(
    'Telemetry.telemetry.istio.io',
    'spec',
    'the sidecars are told within seconds',
    'Istio, ops/deployment/architecture: istiod',
  ),
  live(
    'EnvoyFilter.networking.istio.io',
    'spec',
    'the sidecars are told within seconds',
    'Istio, ops/deployment/architecture: istiod',
  ),
  live(
    'ServiceEntry.networking.istio.io',
    'spec',
    'the sidecars are told within seconds',
    'Istio, ops/deployment/architecture: istiod',
  ),
  live(
    'Certificate.cert-manager.io',
    'spec',
    'a new certificate is issued where its contents changed',
    'cert-manager, usage/certificate: reissuance',
  ),
  live(
    'ExternalSecret.external-secrets.io',
    'spec',
    'the operator fetches it anew; the values stay what they are',
    'External Secrets, api/externalsecret: refreshInterval',
  ),
  ...['Queue', 'Exchange', 'Policy', 'Vhost', 'User', 'Permission'].map((kind) =>
    live(`${kind}.rabbitmq.com`, 'spec', 'the broker is told at once', 'RabbitMQ messaging-topology-operator, README'),
  ),
];

/** Every rule of what a change sets off. The first row whose kind and field fit counts. */
export const TRIGGERS: readonly TriggerRow[] = [...RESTARTS, ...NEXT, ...LIVE];
