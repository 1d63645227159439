import { kedaTrigger } from '../../../../src/checks/rules/workloads/keda-trigger.js';
import { findings } from '../../findings.js';

const scaled = (trigger: string, kind = 'ScaledObject') => `
apiVersion: keda.sh/v1alpha1
kind: ${kind}
metadata: {name: shop, namespace: api}
spec:
  scaleTargetRef: {name: shop}
  triggers: [${trigger}]
`;
const rabbit = (more: string) => `{type: rabbitmq, metadata: {queueName: q${more && `, ${more}`}}}`;
const type = 'spec.triggers[0].type';
const metadata = 'spec.triggers[0].metadata';

test.each([
  ['promethues', `error ${type}: KEDA has no scaler of type "promethues"`],
  ['rabbitMQ', `error ${type}: KEDA has no scaler of type "rabbitMQ"`],
  ['sqs', `error ${type}: KEDA has no scaler of type "sqs"`],
  ['quantum-annealer', `warning ${type}: KEDA has no scaler of type "quantum-annealer"`],
])('type %s', (name, said) => {
  expect(findings(kedaTrigger, scaled(`{type: ${name}, metadata: {}}`))).toEqual([said]);
  expect(findings(kedaTrigger, scaled(`{type: ${name}, metadata: {}}`, 'ScaledJob'))).toEqual([said]);
});

test.each([
  [
    '{type: prometheus, metadata: {serverAddress: "http://p:9090", query: up, treshold: "3"}}',
    [
      `error ${metadata}.treshold: "treshold" is nothing that a trigger of type "prometheus" reads, and "threshold" is missing`,
    ],
  ],
  [
    '{type: prometheus, metadata: {serverAddress: "http://p:9090", querry: up, threshold: "3"}}',
    [`error ${metadata}.querry: "querry" is nothing that a trigger of type "prometheus" reads, and "query" is missing`],
  ],
  [
    '{type: rabbitmq, metadata: {mode: QueueLength, value: "5"}}',
    [`error ${metadata}: the trigger of type "rabbitmq" has no "queueName"`],
  ],
  [
    '{type: cpu, metricType: Utilization, metadata: {}}',
    [`error ${metadata}: the trigger of type "cpu" has no "value"`],
  ],
  ['{type: cpu, metadata: {value: "70"}}', ['error spec.triggers[0]: the trigger of type "cpu" has no metricType']],
  [
    rabbit('mode: Queuelength, value: "5"'),
    [`error ${metadata}.mode: the scaler of RabbitMQ has no mode "Queuelength"`],
  ],
  [rabbit('mode: Newest, value: "5"'), [`warning ${metadata}.mode: the scaler of RabbitMQ has no mode "Newest"`]],
  [rabbit('mode: QueueLength'), [`error ${metadata}: the trigger of type "rabbitmq" has "mode" and no "value"`]],
  [rabbit('value: "5"'), [`error ${metadata}: the trigger of type "rabbitmq" has "value" and no "mode"`]],
  [
    rabbit('mode: QueueLength, queueLength: "5"'),
    [`error ${metadata}.queueLength: "queueLength" stands beside "mode" or "value"`],
  ],
  [
    rabbit('protocol: amqp, host: "http://broker.data:15672"'),
    [`error ${metadata}.protocol: the trigger speaks "amqp", and its host begins with "http://"`],
  ],
  [
    `${rabbit('queueLength: "5"')}, ${rabbit('queueLength: "5"')}`,
    ['warning spec.triggers[1]: trigger 2 says the same as trigger 1'],
  ],
])('%s', (trigger, said) => {
  expect(findings(kedaTrigger, scaled(trigger))).toEqual(said);
});

test.each([
  '{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: "3"}}',
  '{type: redis, metadata: {listName: todo, addressFromEnv: REDIS}}',
  '{type: redis, metadata: {listNameFromEnv: LIST}}',
  '{type: rabbitmq, metadata: {mode: QueueLength, value: "5"}, authenticationRef: {name: broker}}',
  '{type: external, metadata: {scalerAddress: "x:1"}}',
  '{type: memory, metadata: {type: Utilization, value: "70"}}',
  rabbit(''),
  rabbit('protocol: auto, host: "amqp://broker.data:5672"'),
  `${rabbit('queueLength: "5"')}, ${rabbit('queueLength: "5"').replace('queueName: q', 'queueName: r')}`,
  '{type: "{{ .Values.scaler }}", metadata: {}}',
  '{metadata: {}}',
])('silent: %s', (trigger) => {
  expect(findings(kedaTrigger, scaled(trigger))).toEqual([]);
});

test('a query with one value for each label', () => {
  const asks = (query: string) =>
    findings(
      kedaTrigger,
      scaled(`{type: prometheus, metadata: {serverAddress: a, query: '${query}', threshold: "1"}}`),
    );
  expect(asks('sum(rate(x[2m]))')).toEqual([]);
  expect(asks('sum by (queue) (x{queue="a"})')).toEqual([]);
  expect(asks('sum by (queue) (x)')).toEqual([
    `warning ${metadata}.query: the query gives one value for each "queue", and KEDA takes one`,
  ]);
});
