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
  ['{type: cpu, metadata: {}}', [`error ${metadata}: the trigger of type "cpu" has no "value"`]],
])('%s', (trigger, said) => {
  expect(findings(kedaTrigger, scaled(trigger))).toEqual(said);
});

test.each([
  '{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: "3"}}',
  '{type: redis, metadata: {listName: todo, addressFromEnv: REDIS}}',
  '{type: redis, metadata: {listNameFromEnv: LIST}}',
  '{type: rabbitmq, metadata: {mode: QueueLength, value: "5"}, authenticationRef: {name: broker}}',
  '{type: external, metadata: {scalerAddress: "x:1"}}',
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
