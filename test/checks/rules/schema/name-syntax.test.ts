import { nameSyntax } from '../../../../src/checks/rules/schema/name-syntax.js';
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
])('%s', (_, text) => {
  expect(findings(nameSyntax, text)).toHaveLength(1);
});

test.each([
  ['a colon in RBAC', object('ClusterRole', 'shop:read', 'rbac.authorization.k8s.io/v1')],
  ['a name that the server completes', '{apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}}'],
  ['a template', object('ConfigMap', '{{name}}-config')],
  ['a kind of the same name in another group', object('Service', '2nd', 'serving.knative.dev/v1')],
])('silent: %s', (_, text) => {
  expect(findings(nameSyntax, text)).toEqual([]);
});
