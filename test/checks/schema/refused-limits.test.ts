import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const range = (limits: string) =>
  `{apiVersion: v1, kind: LimitRange, metadata: {name: a, namespace: api}, spec: {limits: [{${limits}}]}}`;
const priority = (name: string, more: string) =>
  `---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ${name}}, ${more}}\n`;
const limits = 'spec.limits[0]';

test.each([
  [
    'type: Container, min: {cpu: "2"}, max: {cpu: "1"}',
    `error ${limits}.min.cpu: "min" is 2, which is more than the 1 of "max"`,
  ],
  [
    'type: Container, defaultRequest: {cpu: 200m}, default: {cpu: 100m}',
    `error ${limits}.defaultRequest.cpu: "defaultRequest" is 200m, which is more than the 100m of "default"`,
  ],
  [
    'type: Container, default: {memory: 512Mi}, max: {memory: 256Mi}',
    `error ${limits}.default.memory: "default" is 512Mi, which is more than the 256Mi of "max"`,
  ],
  [
    'type: Pod, default: {cpu: 100m}',
    `error ${limits}.default: "default" is set, which a limit of type Pod may not have`,
  ],
])('range %s', (text, said) => {
  expect(findings(schema, range(text))).toEqual([said]);
});

test.each([
  [priority('high', 'value: 2000000000'), 'error value: "value" is 2000000000, allowed is at most 1000000000'],
  [
    priority('system-shop', 'value: 1000'),
    'error metadata.name: "system-shop" begins with "system-", which is kept for the classes of Kubernetes',
  ],
  [
    priority('a', 'value: 1, globalDefault: true') + priority('b', 'value: 2, globalDefault: true'),
    'error globalDefault: "a" is the default for all pods already',
  ],
])('priority %s', (text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  range(
    'type: Container, min: {cpu: 10m}, defaultRequest: {cpu: 100m}, default: {cpu: 200m, memory: 1Gi}, max: {cpu: "1"}',
  ),
  range('type: Pod, max: {cpu: "1"}'),
  priority('high', 'value: 1000000000, globalDefault: true') + priority('low', 'value: -10'),
  priority('system-node-critical', 'value: 2000001000'),
])('silent: %s', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
