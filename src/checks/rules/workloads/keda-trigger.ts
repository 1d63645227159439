import type { Field } from '../../../manifest/field.js';
import { selectors } from '../../../metrics/promql/walk.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { readQuery } from '../../monitoring/read-query.js';
import { type Report, report, rule } from '../../rule.js';
import { refusedRabbit } from '../../workloads/keda-rabbitmq.js';

const example = (type: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-worker
  namespace: workers
spec:
  selector:
    matchLabels: { app: shop-worker }
  template:
    metadata:
      labels: { app: shop-worker }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: shop-worker
  namespace: workers
spec:
  scaleTargetRef:
    name: shop-worker
  maxReplicaCount: 4
  triggers:
    - type: ${type}
      metadata: { timezone: Asia/Seoul, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: "3" }
`;

export const kedaTrigger = rule({
  id: 'keda-trigger',
  severity: 'error',
  what: 'A trigger of KEDA is of a type that does not exist, or lacks what its type needs',
  why: 'KEDA builds no scaler for it ("no scaler found for type"): the workload keeps the replicas it has.',
  fix: 'Name the type as the page of its scaler does.',
  exceptions: [
    'A type that is like none we know is a warning: a later release may have it.',
    'What a TriggerAuthentication or an environment variable may bring.',
  ],
  source: 'KEDA, scalers; pkg/scaling/scalers_builder.go, 2.0 to 2.18',
  wrong: example('crontab # <--'),
  right: example('cron'),
  *check({ set }) {
    for (const scaler of [...set.fields('ScaledObject'), ...set.fields('ScaledJob')]) {
      const triggers = scaler.items('spec.triggers');
      for (const trigger of triggers) yield* check(trigger);
      yield* twice(triggers);
    }
  },
});

function* check(trigger: Field): Iterable<Report> {
  const type = trigger.at('type');
  const name = type.text;
  if (name === undefined || name.includes('{{') || name.includes('$')) return;
  const types = TYPES.split(/\s+/);
  if (!types.includes(name)) {
    const near = didYouMean(name, types) ?? types.find((one) => one.split('-').includes(name.toLowerCase()));
    yield report(type, `KEDA has no scaler of type "${name}"`, {
      severity: near ? undefined : 'warning',
      fix: near && `Did you mean "${near}"?`,
    });
    return;
  }
  if (name === 'prometheus') yield* severalSeries(trigger.at('metadata.query'));
  if (name === 'rabbitmq') yield* refusedRabbit(trigger);
  if ((name === 'cpu' || name === 'memory') && !['metricType', 'metadata.type'].some((key) => trigger.at(key).exists))
    yield report(trigger, `the trigger of type "${name}" has no metricType`, {
      why: 'KEDA refuses it ("unsupported metric type"), and with it the whole object.',
      fix: 'metricType: Utilization',
    });
  const given = Object.keys(trigger.at('metadata').object);
  for (const key of NEEDED[name] ?? []) {
    if (given.includes(key) || given.includes(`${key}FromEnv`) || trigger.at('authenticationRef').exists) continue;
    const near = didYouMean(key, given);
    yield report(
      near === undefined ? trigger.at('metadata') : trigger.at(['metadata', near]),
      near === undefined
        ? `the trigger of type "${name}" has no "${key}"`
        : `"${near}" is nothing that a trigger of type "${name}" reads, and "${key}" is missing`,
      {
        why: `KEDA refuses the trigger ("error parsing ${name} metadata"), and with it the whole object.`,
        fix: near === undefined ? `Add ${key}.` : `Did you mean "${key}"?`,
      },
    );
  }
}

/** A trigger that says the same as another one: one of the two is meant for something else. */
function* twice(triggers: readonly Field[]): Iterable<Report> {
  const seen = new Map<string, number>();
  for (const [i, trigger] of triggers.entries()) {
    const said = JSON.stringify([trigger.at('type').value, trigger.at('metadata').value]);
    const first = seen.get(said);
    if (first !== undefined)
      yield report(trigger, `trigger ${i + 1} says the same as trigger ${first + 1}`, {
        severity: 'warning',
        why: 'What it is copied for is not looked at: no pod is added for it.',
        fix: 'Name what it is for, or delete it.',
      });
    else seen.set(said, i);
  }
}

/** A query with one value a label: KEDA takes one value. Source: KEDA, pkg/scalers/prometheus_scaler.go. */
function* severalSeries(query: Field): Iterable<Report> {
  const { expr } = readQuery(query.text ?? '');
  if (expr?.kind !== 'aggregate' || expr.grouping?.mode !== 'by') return;
  const isFixed = (label: string) =>
    selectors(expr).every(({ matchers }) => matchers.some((one) => one.label === label && one.op === '='));
  const [label] = expr.grouping.labels.filter((one) => !isFixed(one));
  if (label === undefined) return;
  yield report(query, `the query gives one value for each "${label}", and KEDA takes one`, {
    severity: 'warning',
    why: 'With two series the trigger fails ("returned multiple elements"): the workload keeps the replicas it has.',
    fix: `${expr.op}(…) without "by".`,
  });
}

/** What the scaler refuses to be without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  cpu: ['value'],
  cron: ['timezone', 'start', 'end', 'desiredReplicas'],
  memory: ['value'],
  prometheus: ['serverAddress', 'query', 'threshold'],
  rabbitmq: ['queueName'],
  redis: ['listName'],
};

const TYPES = `activemq apache-kafka arangodb artemis-queue aws-cloudwatch aws-dynamodb aws-dynamodb-streams aws-kinesis-stream
  aws-sqs-queue azure-app-insights azure-blob azure-data-explorer azure-eventhub azure-log-analytics azure-monitor
  azure-pipelines azure-queue azure-servicebus beanstalkd cassandra couchdb cpu cron datadog dynatrace elasticsearch
  etcd external external-push forgejo-runner gcp-cloudtasks gcp-pubsub gcp-stackdriver gcp-storage github-runner
  graphite huawei-cloudeye ibmmq influxdb kafka kubernetes-resource kubernetes-workload liiklus loki memory metrics-api
  mongodb mssql mysql nats-jetstream new-relic nsq openstack-metric openstack-swift postgresql predictkube prometheus
  pulsar rabbitmq redis redis-cluster redis-cluster-streams redis-sentinel redis-sentinel-streams redis-streams
  selenium-grid solace-direct-messaging solace-event-queue solarwinds solr splunk splunk-observability stan sumologic
  temporal`;
