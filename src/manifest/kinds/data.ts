import { object, text } from '../access.js';
import type { JsonObject } from '../manifest.js';
import { eckPods, failoverPods, podsWith, rabbitmqPods } from './made-pods.js';
import { withPods } from './pod.js';
import { group, type KindRow, type NameRow } from './row.js';

const name = (o: JsonObject) => text(o, 'metadata.name') ?? '';

/** An operator's own kind whose pods and Services carry names made from its own. */
function operated(kind: string, services: readonly string[], secrets: readonly string[] = []): Omit<KindRow, 'group'> {
  const fill = (o: JsonObject) => (pattern: string) => pattern.replace('*', name(o));
  return {
    kind,
    scope: 'namespaced',
    makesPods: true,
    makes: [
      { kind: 'Service', strength: 'strict', names: (o) => services.map(fill(o)) },
      { kind: 'Secret', names: (o) => secrets.map(fill(o)) },
    ],
  };
}

const BROKER: NameRow = {
  from: 'spec.rabbitmqClusterReference.name',
  to: 'RabbitmqCluster',
  namespace: 'namespace',
  strength: 'strict',
};

function replicationLabels(o: JsonObject): Record<string, string> {
  return { app: name(o), redis_setup_type: 'replication' };
}

const TOPOLOGY = ['Queue', 'Exchange', 'Binding', 'Vhost', 'User', 'Permission', 'Policy', 'Federation', 'Shovel'];

/** Users of a Zalando cluster: `<user>.<cluster>.credentials.postgresql.acid.zalan.do`. */
function zalandoSecrets(o: JsonObject): string[] {
  const users = ['postgres', 'standby', ...Object.keys(object(o, 'spec.users'))];
  return users.map((user) => `${user.replaceAll('_', '-')}.${name(o)}.credentials.postgresql.acid.zalan.do`);
}

/** Data stores whose operators make Services, Secrets and pods. Source: their documentation. */
export const DATA: readonly KindRow[] = [
  ...group('rabbitmq.com', [
    {
      ...operated('RabbitmqCluster', ['*', '*-nodes'], ['*-default-user', '*-erlang-cookie']),
      pods: rabbitmqPods,
      placements: ['spec', 'spec.override.statefulSet.spec.template.spec'],
      references: [
        { from: 'spec.secretBackend.externalSecret.name', to: 'Secret' },
        { from: 'spec.tls.secretName', to: 'Secret' },
        { from: 'spec.imagePullSecrets[].name', to: 'Secret', checkedBy: 'pull-secret' },
        { from: 'spec.persistence.storageClassName', to: 'StorageClass', checkedBy: 'storage-class' },
      ],
    },
    ...TOPOLOGY.map((kind) => ({
      kind,
      scope: 'namespaced' as const,
      references: [
        BROKER,
        ...(kind === 'User' ? [{ from: 'spec.importCredentialsSecret.name', to: 'Secret' }] : []),
        ...(kind === 'Permission' ? [{ from: 'spec.userReference.name', to: 'User' }] : []),
      ],
      makes: kind === 'User' ? [{ kind: 'Secret', names: (o: JsonObject) => [`${name(o)}-user-credentials`] }] : [],
    })),
  ]),
  ...group('databases.spotahome.com', [
    {
      ...operated('RedisFailover', ['rfs-*', 'rfr-*', 'rfrm-*', 'rfrs-*']),
      pods: failoverPods,
      placements: ['spec.redis', 'spec.sentinel'],
      references: [
        { from: 'spec.auth.secretPath', to: 'Secret' },
        { from: 'spec.redis.imagePullSecrets[].name', to: 'Secret', checkedBy: 'pull-secret' },
        {
          from: 'spec.redis.storage.persistentVolumeClaim.spec.storageClassName',
          to: 'StorageClass',
          checkedBy: 'storage-class',
        },
      ],
    },
  ]),
  ...group(
    'redis.redis.opstreelabs.in',
    ['Redis', 'RedisReplication', 'RedisCluster', 'RedisSentinel'].map((kind) => ({
      ...operated(kind, [
        '*',
        '*-headless',
        '*-additional',
        '*-leader',
        '*-follower',
        '*-sentinel',
        '*-master',
        '*-replica',
      ]),
      ...(kind === 'RedisReplication' && { pods: podsWith('redis', replicationLabels) }),
      placements: ['spec'],
      references: [
        { from: 'spec.redisConfig.additionalRedisConfig', to: 'ConfigMap' },
        { from: 'spec.kubernetesConfig.redisSecret.name', to: 'Secret', key: 'key' },
        { from: 'spec.redisSentinelConfig.redisReplicationName', to: 'RedisReplication', strength: 'strict' as const },
        {
          from: 'spec.storage.volumeClaimTemplate.spec.storageClassName',
          to: 'StorageClass',
          checkedBy: 'storage-class',
        },
      ],
    })),
  ),
  ...group('acid.zalan.do', [
    {
      kind: 'postgresql',
      scope: 'namespaced',
      makesPods: true,
      pods: podsWith('postgresql', (o) => ({ application: 'spilo', 'cluster-name': name(o) })),
      references: [{ from: 'spec.volume.storageClass', to: 'StorageClass', checkedBy: 'storage-class' }],
      makes: [
        { kind: 'Service', names: (o) => ['', '-repl', '-pooler', '-config'].map((end) => `${name(o)}${end}`) },
        { kind: 'Secret', names: zalandoSecrets, keys: () => new Set(['username', 'password']) },
      ],
    },
    { kind: 'OperatorConfiguration', scope: 'namespaced' },
  ]),
  ...group('postgresql.cnpg.io', [
    {
      ...operated('Cluster', ['*-rw', '*-ro', '*-r'], ['*-app', '*-superuser', '*-ca']),
      pods: podsWith('postgresql', (o) => ({ 'cnpg.io/cluster': name(o) })),
      references: [{ from: 'spec.storage.storageClass', to: 'StorageClass', checkedBy: 'storage-class' }],
    },
  ]),
  ...group('elasticsearch.k8s.elastic.co', [
    {
      ...operated(
        'Elasticsearch',
        ['*-es-http', '*-es-transport', '*-es-internal-http'],
        ['*-es-elastic-user', '*-es-http-certs-public'],
      ),
      pods: eckPods('elasticsearch', 'elasticsearch.k8s.elastic.co/cluster-name', 'spec.nodeSets[]'),
      placements: ['spec.nodeSets[].podTemplate.spec'],
      references: [
        { from: 'spec.secureSettings[].secretName', to: 'Secret' },
        {
          from: 'spec.nodeSets[].volumeClaimTemplates[].spec.storageClassName',
          to: 'StorageClass',
          checkedBy: 'storage-class',
        },
      ],
    },
  ]),
  ...group('stackconfigpolicy.k8s.elastic.co', [{ kind: 'StackConfigPolicy', scope: 'namespaced' }]),
  ...group('kibana.k8s.elastic.co', [
    {
      ...operated('Kibana', ['*-kb-http'], ['*-kb-http-certs-public']),
      pods: eckPods('kibana', 'kibana.k8s.elastic.co/name'),
      placements: ['spec.podTemplate.spec'],
      references: [
        { from: 'spec.elasticsearchRef.name', to: 'Elasticsearch', namespace: 'namespace', strength: 'strict' },
        { from: 'spec.secureSettings[].secretName', to: 'Secret' },
      ],
    },
  ]),
  ...group('apm.k8s.elastic.co', [
    {
      ...operated('ApmServer', ['*-apm-http'], ['*-apm-http-certs-public', '*-apm-token']),
      pods: eckPods('apm-server', 'apm.k8s.elastic.co/name'),
      placements: ['spec.podTemplate.spec'],
      references: [
        { from: 'spec.elasticsearchRef.name', to: 'Elasticsearch', namespace: 'namespace', strength: 'strict' },
        { from: 'spec.kibanaRef.name', to: 'Kibana', namespace: 'namespace' },
      ],
    },
  ]),
  ...group('logstash.k8s.elastic.co', [
    {
      ...operated('Logstash', ['*-ls-api']),
      pods: eckPods('logstash', 'logstash.k8s.elastic.co/name'),
      placements: ['spec.podTemplate.spec'],
      references: [
        { from: 'spec.elasticsearchRefs[].name', to: 'Elasticsearch', namespace: 'namespace', strength: 'strict' },
      ],
    },
  ]),
  ...group('jaegertracing.io', [
    operated('Jaeger', ['*-collector', '*-query', '*-agent', '*-collector-headless', '*-operator-metrics']),
  ]),
  ...group('karpenter.sh', [
    { kind: 'NodePool', scope: 'cluster' },
    { kind: 'NodeClaim', scope: 'cluster' },
  ]),
  ...group('karpenter.k8s.aws', [{ kind: 'EC2NodeClass', scope: 'cluster' }]),
  ...group('operator.tigera.io', [
    { kind: 'Installation', scope: 'cluster' },
    { kind: 'APIServer', scope: 'cluster' },
  ]),
  ...group('crd.projectcalico.org', [
    { kind: 'GlobalNetworkPolicy', scope: 'cluster' },
    { kind: 'FelixConfiguration', scope: 'cluster' },
    { kind: 'IPPool', scope: 'cluster' },
    { kind: 'NetworkPolicy', scope: 'namespaced' },
  ]),
].map(withPods);
