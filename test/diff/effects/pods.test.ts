import { TRIGGERS } from '../../../src/diff/effects/triggers.js';
import { add, edit, effectsOf, kindsOf, ofKind, type Step, set, swap } from '../scripted.js';

const image = (name: string, container = 'spec.template.spec.containers.0.image') =>
  set(name, container, 'registry.test/new:2');

/** For each row that replaces pods or is read later: a change that sets it off. */
const SET_OFF: readonly (readonly [row: string, object: string, change: Step, kind: 'restart' | 'live' | 'pending'])[] =
  [
    ['Deployment.apps', 'Deployment cart', image('Deployment cart'), 'restart'],
    ['StatefulSet.apps', 'StatefulSet mailer', image('StatefulSet mailer'), 'restart'],
    ['DaemonSet.apps', 'DaemonSet agent', image('DaemonSet agent'), 'restart'],
    ['Rollout.argoproj.io', 'Rollout pay', image('Rollout pay'), 'restart'],
    [
      'RabbitmqCluster.rabbitmq.com',
      'RabbitmqCluster rabbit',
      set('RabbitmqCluster rabbit', 'spec.image', 'rabbitmq:4.1'),
      'restart',
    ],
    [
      'CronJob.batch',
      'CronJob report',
      image('CronJob report', 'spec.jobTemplate.spec.template.spec.containers.0.image'),
      'live',
    ],
  ];

/** Rows whose kind is not in the fixture: two versions of one object. */
const PAIRS: readonly (readonly [row: string, before: string, after: string, kind: 'restart' | 'live' | 'pending'])[] =
  [
    ['RedisFailover.databases.spotahome.com', 'spec: {redis: {image: a}}', 'spec: {redis: {image: b}}', 'restart'],
    ...['Redis', 'RedisReplication', 'RedisSentinel', 'RedisCluster'].map((kind): (typeof PAIRS)[number] => [
      `${kind}.redis.redis.opstreelabs.in`,
      'spec: {redisExporter: {enabled: true}}',
      'spec: {redisExporter: {enabled: true, image: b}}',
      'restart',
    ]),
    ['Prometheus.monitoring.coreos.com', 'spec: {retention: 1d}', 'spec: {retention: 2d}', 'restart'],
    ['Alertmanager.monitoring.coreos.com', 'spec: {version: a}', 'spec: {version: b}', 'restart'],
    ['ThanosRuler.monitoring.coreos.com', 'spec: {image: a}', 'spec: {image: b}', 'restart'],
    ['PrometheusAgent.monitoring.coreos.com', 'spec: {image: a}', 'spec: {image: b}', 'restart'],
    [
      'Elasticsearch.elasticsearch.k8s.elastic.co',
      'spec: {version: a, nodeSets: [{count: 3}]}',
      'spec: {version: b, nodeSets: [{count: 3}]}',
      'restart',
    ],
    ['Kibana.kibana.k8s.elastic.co', 'spec: {version: a}', 'spec: {version: b}', 'restart'],
    ['Cluster.postgresql.cnpg.io', 'spec: {imageName: a}', 'spec: {imageName: b}', 'restart'],
    ['postgresql.acid.zalan.do', 'spec: {dockerImage: a}', 'spec: {dockerImage: b}', 'restart'],
    [
      'ScaledJob.keda.sh',
      'spec: {jobTargetRef: {template: {a: 1}}}',
      'spec: {jobTargetRef: {template: {a: 2}}}',
      'live',
    ],
    [
      'ReplicaSet.apps',
      'spec: {template: {metadata: {labels: {a: b}}}}',
      'spec: {template: {metadata: {labels: {a: c}}}}',
      'pending',
    ],
    [
      'ReplicationController.',
      'spec: {template: {metadata: {labels: {a: b}}}}',
      'spec: {template: {metadata: {labels: {a: c}}}}',
      'live',
    ],
    ['AnalysisTemplate.argoproj.io', 'spec: {metrics: [{name: a}]}', 'spec: {metrics: [{name: b}]}', 'live'],
    ['ClusterAnalysisTemplate.argoproj.io', 'spec: {metrics: [{name: a}]}', 'spec: {metrics: [{name: b}]}', 'live'],
    ['LimitRange.', 'spec: {limits: [{type: Pod}]}', 'spec: {limits: [{type: Container}]}', 'live'],
    ['ResourceQuota.', 'spec: {hard: {pods: "1"}}', 'spec: {hard: {pods: "2"}}', 'live'],
    ['StorageClass.storage.k8s.io', 'allowVolumeExpansion: true', 'mountOptions: [debug]', 'live'],
    [
      'ServiceMonitor.monitoring.coreos.com',
      'spec: {selector: {}, endpoints: [{port: a}]}',
      'spec: {selector: {}, endpoints: [{port: b}]}',
      'live',
    ],
    [
      'PodMonitor.monitoring.coreos.com',
      'spec: {selector: {}, jobLabel: a}',
      'spec: {selector: {}, jobLabel: b}',
      'live',
    ],
    ['Probe.monitoring.coreos.com', 'spec: {interval: 30s}', 'spec: {interval: 60s}', 'live'],
    ['ScrapeConfig.monitoring.coreos.com', 'spec: {scrapeInterval: 30s}', 'spec: {scrapeInterval: 60s}', 'live'],
    ['PodDisruptionBudget.policy', 'spec: {maxUnavailable: 1}', 'spec: {maxUnavailable: 2}', 'live'],
    [
      'DestinationRule.networking.istio.io',
      'spec: {host: a, trafficPolicy: {tls: {mode: DISABLE}}}',
      'spec: {host: a}',
      'live',
    ],
    [
      'Telemetry.telemetry.istio.io',
      'spec: {tracing: [{randomSamplingPercentage: 1}]}',
      'spec: {tracing: [{randomSamplingPercentage: 2}]}',
      'live',
    ],
    ['EnvoyFilter.networking.istio.io', 'spec: {priority: 1}', 'spec: {priority: 2}', 'live'],
    ['ServiceEntry.networking.istio.io', 'spec: {hosts: [a]}', 'spec: {hosts: [b]}', 'live'],
    [
      'Certificate.cert-manager.io',
      'spec: {secretName: s, dnsNames: [a]}',
      'spec: {secretName: s, dnsNames: [b]}',
      'live',
    ],
    ['ExternalSecret.external-secrets.io', 'spec: {refreshInterval: 1m}', 'spec: {refreshInterval: 5m}', 'live'],
    ['Queue.rabbitmq.com', 'spec: {arguments: {a: 1}}', 'spec: {arguments: {a: 2}}', 'live'],
    ['Exchange.rabbitmq.com', 'spec: {arguments: {a: 1}}', 'spec: {arguments: {a: 2}}', 'live'],
    ['Policy.rabbitmq.com', 'spec: {pattern: a}', 'spec: {pattern: b}', 'live'],
    ['Vhost.rabbitmq.com', 'spec: {tracing: true}', 'spec: {tags: [a]}', 'live'],
    ['User.rabbitmq.com', 'spec: {tags: [a]}', 'spec: {tags: [b]}', 'live'],
    ['Permission.rabbitmq.com', 'spec: {vhost: a}', 'spec: {vhost: b}', 'live'],
  ];

const document = (row: string, body: string) => {
  const dot = row.indexOf('.');
  const group = row.slice(dot + 1);
  return `{apiVersion: ${group ? `${group}/` : ''}v1, kind: ${row.slice(0, dot)}, metadata: {name: it, namespace: shop}, ${body}}`;
};

describe('what a change of a field sets off', () => {
  test.each(SET_OFF)('%s: %s', (row, object, change, kind) => {
    const [effect] = ofKind(effectsOf([change]), object, kind);
    expect(effect?.source).toBe(TRIGGERS.find((trigger) => trigger.kind === row)?.source);
  });

  test.each(PAIRS)('%s: %s', (row, before, after, kind) => {
    const diff = effectsOf([swap(document(row, before), document(row, after))], {}, [add(document(row, before))]);
    expect(Object.values(kindsOf(diff)).flat()).toContain(kind);
  });

  test('every row of the table has a case', () => {
    const tested = new Set([...SET_OFF, ...PAIRS].map(([row]) => row));
    expect(TRIGGERS.map(({ kind }) => kind).filter((kind) => !tested.has(kind))).toEqual([]);
  });
});

describe('pods that restart', () => {
  const restartOf = (object: string, ...steps: Step[]) => ofKind(effectsOf(steps), object, 'restart')[0];

  test('a new image: how many, in which order, how long, what is lost', () => {
    expect(restartOf('Deployment cart', image('Deployment cart'))?.text).toBe(
      'cart: 3 pods restart, one at a time, a new one ready before an old one stops; about 2 min; no request is lost',
    );
  });

  test.each([
    [
      'a label of the pods',
      set('Deployment cart', 'spec.template.metadata.labels.team', 'web'),
      'Only labels or annotations',
    ],
    [
      'an annotation of the pods',
      set('Deployment cart', 'spec.template.metadata.annotations', { a: 'b' }),
      'Only labels or annotations',
    ],
    [
      'the order of variables',
      edit('Deployment cart', (o) => o.spec.template.spec.containers[0].env.reverse()),
      'Only the order differs',
    ],
    [
      'a variable',
      set('Deployment cart', 'spec.template.spec.containers.0.env.0.value', 'DEBUG'),
      'A changed template',
    ],
    [
      'a limit',
      set('Deployment cart', 'spec.template.spec.containers.0.resources.limits.cpu', '2'),
      'A changed template',
    ],
    [
      'a probe',
      set('Deployment cart', 'spec.template.spec.containers.0.readinessProbe.periodSeconds', 5),
      'A changed template',
    ],
    [
      'the grace period',
      set('Deployment cart', 'spec.template.spec.terminationGracePeriodSeconds', 60),
      'A changed template',
    ],
    [
      'a node selector',
      set('Deployment cart', 'spec.template.spec.nodeSelector', { disk: 'fast' }),
      'A changed template',
    ],
    [
      'an empty string in a secret reference',
      set('Deployment cart', 'spec.template.spec.containers.0.env.2.valueFrom.secretKeyRef.key', 'other'),
      'A changed template',
    ],
    [
      'a pull policy that is not the default',
      set('Deployment cart', 'spec.template.spec.containers.0.imagePullPolicy', 'Always'),
      'A changed template',
    ],
    [
      'a flag without a default, written out',
      set('Deployment cart', 'spec.template.spec.automountServiceAccountToken', true),
      'A changed template',
    ],
  ])('%s restarts them', (_, change, why) => {
    expect(restartOf('Deployment cart', change)?.why).toContain(why);
  });

  test.each([
    ['replicas', set('Deployment cart', 'spec.replicas', 5), 'scale'],
    ['the strategy', set('Deployment cart', 'spec.strategy.rollingUpdate.maxSurge', 2), 'live'],
    ['minReadySeconds', set('Deployment cart', 'spec.minReadySeconds', 20), 'live'],
    ['a label of the object', set('Deployment cart', 'metadata.labels.team', 'web'), 'none'],
    ['an annotation of the object', set('Deployment cart', 'metadata.annotations', { a: 'b' }), 'none'],
    ['1000m for 1', set('Deployment cart', 'spec.template.spec.containers.0.resources.limits.cpu', '1000m'), 'none'],
    [
      '1024Mi for 1Gi',
      set('Deployment cart', 'spec.template.spec.containers.0.resources.limits.memory', '1024Mi'),
      'none',
    ],
    ['a default written out', set('Deployment cart', 'spec.template.spec.restartPolicy', 'Always'), 'none'],
    [
      'probe defaults written out',
      set('Deployment cart', 'spec.template.spec.containers.0.readinessProbe.timeoutSeconds', 1),
      'none',
    ],
    [
      'the usual pull policy',
      set('Deployment cart', 'spec.template.spec.containers.0.imagePullPolicy', 'IfNotPresent'),
      'none',
    ],
    ['an empty list', set('Deployment cart', 'spec.template.spec.tolerations', []), 'none'],
  ] as const)('%s restarts nothing', (_, change, kind) => {
    expect(kindsOf(effectsOf([change]))).toEqual({ 'Deployment cart': [kind] });
  });

  test('a paused Deployment keeps its pods', () => {
    const diff = effectsOf([image('Deployment cart')], {}, [set('Deployment cart', 'spec.paused', true)]);
    expect(kindsOf(diff)).toEqual({ 'Deployment cart': ['pending'] });
  });

  test('OnDelete keeps the pods until somebody deletes them', () => {
    const base = [set('StatefulSet mailer', 'spec.updateStrategy', { type: 'OnDelete' })];
    expect(kindsOf(effectsOf([image('StatefulSet mailer')], {}, base))).toEqual({ 'StatefulSet mailer': ['pending'] });
  });

  test('without pods none restarts', () => {
    const diff = effectsOf([image('Deployment cart')], {}, [set('Deployment cart', 'spec.replicas', 0)]);
    expect(kindsOf(diff)).toEqual({ 'Deployment cart': ['none'] });
  });

  test('a Deployment whose template a Rollout takes restarts by the steps of the Rollout', () => {
    const base = [
      set('Deployment cart', 'spec.replicas', 0),
      edit('Rollout pay', (o) => {
        delete o.spec.template;
        o.spec.workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' };
      }),
    ];
    const [effect] = ofKind(effectsOf([image('Deployment cart')], {}, base), 'Deployment cart', 'restart');
    expect(effect?.text).toContain('a canary at 10, 50 and then 100 %');
  });
});
