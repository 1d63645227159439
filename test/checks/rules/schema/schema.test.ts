import { schema } from '../../../../src/checks/rules/schema/schema.js';
import { findings } from '../../findings.js';

const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: ${spec}}`;
const pod = (container: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [${container}]}}`;

test.each([
  [
    'an unknown field, and what was meant',
    service('{clusterIp: None, ports: [{port: 80}]}'),
    'error spec.clusterIp: "spec.clusterIp" is no field of a Service, did you mean "clusterIP"?',
  ],
  [
    'a missing field',
    pod('{image: x}'),
    'error spec.containers[0]: "spec.containers[0]" has no "name", which it must have',
  ],
  [
    'text where a number is needed',
    service('{ports: [{port: "80"}]}'),
    'error spec.ports[0].port: "spec.ports[0].port" is the text "80", allowed is an integer',
  ],
  [
    'a mapping where a list is needed',
    service('{ports: {port: 80}}'),
    'error spec.ports: "spec.ports" is a mapping, allowed is a list',
  ],
  [
    'a value that is none of a few',
    service('{type: NodePorts, ports: [{port: 80}]}'),
    'error spec.type: "spec.type" is "NodePorts", allowed are "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
  ],
])('%s', (_, text, expected) => {
  expect(findings(schema, text)).toEqual([expected]);
});

test('a field of a later version is unknown where the version of the cluster is known', () => {
  const text = pod('{name: a, image: x, restartPolicyRules: []}');
  expect(findings(schema, text)).toEqual([]);
  expect(findings(schema, text, { kubernetes: '1.28' })).toHaveLength(1);
});

test('text without quotes is the matter of another rule', () => {
  expect(findings(schema, '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: on}}')).toEqual([]);
});

test('an object that does not say what it is', () => {
  expect(findings(schema, '{kind: ConfigMap, metadata: {name: a}}')).toEqual(['error ConfigMap "a" has no apiVersion']);
  expect(findings(schema, '{apiVersion: v1, kind: ConfigMap, metadata: {name: no}}')).toEqual([
    'error "metadata.name" is the boolean false, allowed is text',
  ]);
  expect(findings(schema, '{apiVersion: v1, kind: ConfigMap, metadata: {}}')).toEqual([
    'error ConfigMap has no metadata.name',
  ]);
  expect(findings(schema, '{apiVersion: apps/v1, kind: Deployment, spec: {}}')).toHaveLength(1);
  // Settings of a program look like objects, and nobody applies them.
  expect(findings(schema, '{apiVersion: kind.x-k8s.io/v1alpha4, kind: Cluster, nodes: [{role: worker}]}')).toEqual([]);
  expect(findings(schema, '{apiVersion: release-notes/v2, kind: bug-fix, area: routing}')).toEqual([]);
});

test('a schedule that is refused, and one that never comes', () => {
  const job = (schedule: string) =>
    findings(
      schema,
      `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: "${schedule}", jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "x:1"}], restartPolicy: Never}}}}}}`,
    );
  expect(job('0 MON * * *')).toEqual([
    'error spec.schedule: "0 MON * * *" has "MON" as hour, allowed are 0-23, "*", "," "-" and "/"',
  ]);
  expect(job('0 3 30 2 *')).toEqual([
    'warning spec.schedule: "0 3 30 2 *" never comes: the months have 29 days at most',
  ]);
  expect(job('0 3 1 * *')).toEqual([]);
});

test('what kustomize or Flux puts in is not known, and an ApplicationSet has its template held against the schema', () => {
  const service = (type: string, port: string) =>
    findings(
      schema,
      `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: "${type}", ports: [{port: "${port}"}]}}`,
    );
  expect(service('$(TYPE)', '${' + 'PORT:=80}')).toEqual([]);
  expect(service('{{type}}', '$PORT')).toHaveLength(2);
});
