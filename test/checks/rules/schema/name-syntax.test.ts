import { nameSyntax } from '../../../../src/checks/rules/schema/name-syntax.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { findings } from '../../findings.js';

const object = (kind: string, name: string, apiVersion = 'v1') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: "${name}"}}`;

test.each([
  ['upper case', object('ConfigMap', 'Shop')],
  ['a dot in the name of a Namespace', object('Namespace', 'a.b')],
  ['a digit first in the name of a Service', object('Service', '2nd')],
  ['a CronJob of 53 characters', object('CronJob', 'a'.repeat(53), 'batch/v1')],
  ['a key with a space', '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {"a b": x}}'],
  [
    'a port name that is too long',
    '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, ports: [{name: metrics-endpoint, containerPort: 1}]}]}}',
  ],
  [
    'a port of a Service in upper case',
    '{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: HTTP, port: 80}]}}',
  ],
])('%s', (_, text) => {
  expect(findings(nameSyntax, text)).toHaveLength(1);
});

test.each([
  ['a colon in RBAC', object('ClusterRole', 'shop:read', 'rbac.authorization.k8s.io/v1')],
  ['a name that the server completes', '{apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}}'],
  [
    'a long port name of a Service',
    '{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: metrics-endpoint-8080, port: 80}]}}',
  ],
  ['a template', object('ConfigMap', '{{name}}-config')],
  ['a kind of the same name in another group', object('Service', '2nd', 'serving.knative.dev/v1')],
])('silent: %s', (_, text) => {
  expect(findings(nameSyntax, text)).toEqual([]);
});

describe('a variable', () => {
  const called = (name: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, env: [{name: ${JSON.stringify(name)}, value: x}]}]}}`;
  const found = (name: string, facts: Facts = {}) => findings(nameSyntax, called(name), facts);

  test('that no API server takes', () => {
    expect(found('A=B')).toEqual([
      'error spec.containers[0].env[0].name: variable "A=B" has "=", allowed is printable ASCII but "="',
    ]);
    expect(found('größe')).toHaveLength(1);
  });

  test('that one before 1.32 refuses', () => {
    expect(found('payment token', { kubernetes: '1.28' })).toEqual([
      'error spec.containers[0].env[0].name: variable "payment token" has " " as character 8, allowed are A-Z, a-z, 0-9, "-", "_" and "." before Kubernetes 1.32',
    ]);
    expect(found('1ST', { kubernetes: '1.31' })).toHaveLength(1);
    expect(found('..A', { kubernetes: '1.31' })).toHaveLength(1);
  });

  test('silent where a later version takes it, or none is known', () => {
    expect([found('payment token', { kubernetes: '1.34' }), found('payment token')]).toEqual([[], []]);
    expect(found('_a.b-C9', { kubernetes: '1.28' })).toEqual([]);
  });
});
