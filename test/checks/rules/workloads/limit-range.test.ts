import { limitRange } from '../../../../src/checks/rules/workloads/limit-range.js';
import { findings } from '../../findings.js';

const range = (limits: string, namespace = 'api') =>
  `---\n{apiVersion: v1, kind: LimitRange, metadata: {name: small, namespace: ${namespace}}, spec: {limits: [${limits}]}}\n`;
const pod = (resources: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {containers: [{name: app, image: "x:1", resources: ${resources}}]}}\n`;
const at = 'error spec.containers[0].resources';

test.each([
  [
    '{limits: {memory: 1Gi}}',
    '{type: Container, max: {memory: 512Mi}}',
    `${at}.limits.memory: memory 1Gi is more than the 512Mi of LimitRange "small"`,
  ],
  [
    '{requests: {cpu: 2}}',
    '{type: Container, max: {cpu: 500m}}',
    `${at}.requests.cpu: cpu 2 is more than the 500m of LimitRange "small"`,
  ],
  [
    '{requests: {cpu: 10m}}',
    '{type: Container, min: {cpu: 50m}}',
    `${at}.requests.cpu: cpu 10m is less than the 50m of LimitRange "small"`,
  ],
])('%s in %s', (resources, limits, said) => {
  expect(findings(limitRange, pod(resources) + range(limits))).toEqual([said]);
});

test.each([
  ['within', pod('{limits: {memory: 512Mi}}') + range('{type: Container, max: {memory: 512Mi}}')],
  ['what the range gives', pod('{}') + range('{type: Container, max: {memory: 512Mi}}')],
  ['another sort', pod('{limits: {memory: 1Gi}}') + range('{type: Pod, max: {memory: 512Mi}}')],
  ['another namespace', pod('{limits: {memory: 1Gi}}') + range('{type: Container, max: {memory: 512Mi}}', 'data')],
])('silent: %s', (_, text) => {
  expect(findings(limitRange, text)).toEqual([]);
});
