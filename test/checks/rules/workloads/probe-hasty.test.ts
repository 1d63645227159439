import { probeHasty } from '../../../../src/checks/rules/workloads/probe-hasty.js';
import { findings } from '../../findings.js';

const pod = (probe: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {containers: [{name: app, image: "x:1", livenessProbe: {tcpSocket: {port: 80}, ${probe}}${more}}]}}`;
const at = 'warning spec.containers[0].livenessProbe';

test.each([
  ['failureThreshold: 1', `${at}.failureThreshold: container "app" is killed when its liveness probe fails once`],
  [
    'failureThreshold: 2, periodSeconds: 5, initialDelaySeconds: 1',
    `${at}: container "app" is killed unless it answers 6 s after its start`,
  ],
])('%s', (probe, said) => {
  expect(findings(probeHasty, pod(probe))).toEqual([said]);
});

test.each([
  ['the defaults', pod('periodSeconds: 10')],
  ['a delay', pod('failureThreshold: 2, periodSeconds: 5, initialDelaySeconds: 30')],
  ['a 0, which stands for the default', pod('failureThreshold: 0, periodSeconds: 0')],
  ['a startupProbe', pod('failureThreshold: 2, periodSeconds: 1', ', startupProbe: {tcpSocket: {port: 80}}')],
  ['a template', pod('failureThreshold: 2, periodSeconds: "{{ .Values.period }}"')],
])('silent: %s', (_, text) => {
  expect(findings(probeHasty, text)).toEqual([]);
});
