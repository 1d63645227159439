import { portConflict } from '../../../../src/checks/rules/network/port-conflict.js';
import { findings } from '../../findings.js';

const service = (name: string, ports: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: api}, spec: {ports: ${ports}}}\n`;
const pod = (containers: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: ${containers}}}`;

test('a node port of two Services', () => {
  expect(
    findings(
      portConflict,
      service('a', '[{port: 80, nodePort: 30080}]') + service('b', '[{port: 80, nodePort: 30080}]'),
    ),
  ).toEqual(['error spec.ports[0].nodePort: nodePort 30080 is taken by Service api/a']);
});

test('two containers on one port: the API server takes it, the second process cannot listen', () => {
  expect(
    findings(portConflict, pod('[{name: a, ports: [{containerPort: 80}]}, {name: b, ports: [{containerPort: 80}]}]')),
  ).toEqual(['warning spec.containers[1].ports[0].containerPort: containerPort 80 is there twice']);
});

test('TCP and UDP are two', () => {
  expect(findings(portConflict, service('a', '[{name: t, port: 53}, {name: u, port: 53, protocol: UDP}]'))).toEqual([]);
});

test('a port of the node for two containers of a pod', () => {
  const two =
    '[{name: a, ports: [{containerPort: 80, hostPort: 80}]}, {name: b, ports: [{containerPort: 81, hostPort: 80}]}]';
  expect(findings(portConflict, pod(two))).toEqual([
    'error spec.containers[1].ports[0].hostPort: hostPort 80 is there twice',
  ]);
  expect(findings(portConflict, pod(two.replace('81, hostPort: 80', '81, hostPort: 0')))).toEqual([]);
});
