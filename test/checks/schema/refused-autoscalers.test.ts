import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const hpa = (spec: string) =>
  `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: api}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 3, ${spec}}}`;
const metric = (text: string) => hpa(`metrics: [{${text}}]`);
const cpu = (target: string) => metric(`type: Resource, resource: {name: cpu, target: {${target}}}`);
const down = (rules: string) => hpa(`behavior: {scaleDown: {${rules}}}`);
const at = 'spec.metrics[0]';
const USED = 'name: cpu, target: {type: Utilization, averageUtilization: 70}';

test.each([
  [
    metric(`type: resource, resource: {${USED}}`),
    `${at}.type: "type" is "resource", allowed are Resource, ContainerResource, Pods, Object, External`,
  ],
  [metric(`type: Pods, resource: {${USED}}`), `${at}.type: a metric of type Pods has no "pods", but "resource"`],
  [metric('type: External'), `${at}.type: a metric of type External has no "external"`],
  [
    metric(
      `type: Resource, resource: {${USED}}, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}`,
    ),
    `${at}.pods: a metric of type Resource has "pods" beside "resource"`,
  ],
  [cpu('type: Utilization'), `${at}.resource.target: "target" of "resource" has no averageUtilization or averageValue`],
  [
    cpu('type: Utilization, averageUtilization: 70, averageValue: 100m'),
    `${at}.resource.target: "target" has averageUtilization and averageValue, allowed is one of them`,
  ],
  [
    metric('type: Pods, pods: {metric: {name: m}, target: {type: Value, value: 5}}'),
    `${at}.pods.target: "target" of "pods" has no averageValue`,
  ],
  [
    cpu('type: utilization, averageUtilization: 70'),
    `${at}.resource.target.type: "type" is "utilization", allowed are Utilization, AverageValue, Value`,
  ],
  [
    down('selectPolicy: min'),
    'spec.behavior.scaleDown.selectPolicy: "selectPolicy" is "min", allowed are Max, Min, Disabled',
  ],
  [down('policies: []'), 'spec.behavior.scaleDown.policies: "policies" has no entry, at least one is needed'],
  [
    down('policies: [{type: Percentage, value: 10, periodSeconds: 60}]'),
    'spec.behavior.scaleDown.policies[0].type: "type" is "Percentage", allowed are Pods, Percent',
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  cpu('type: AverageValue, averageValue: 100m'),
  metric(
    'type: Object, object: {describedObject: {kind: Service, name: a}, metric: {name: m}, target: {type: Value, value: 5, averageValue: 1}}',
  ),
  metric('type: External, external: {metric: {name: m}, target: {type: Value, value: 5}}'),
  metric('type: "{{ .Values.type }}"'),
  metric('type: $(TYPE)'),
  down('selectPolicy: Disabled'),
  down('policies: [{type: Percent, value: 10, periodSeconds: 60}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
