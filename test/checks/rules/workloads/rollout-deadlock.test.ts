import { rolloutDeadlock } from '../../../../src/checks/rules/workloads/rollout-deadlock.js';
import { deployment, findings, node } from '../../findings.js';

const check = (spec: string, pod = '') => findings(rolloutDeadlock, deployment('shop', pod, `  ${spec}`));

test('no step is possible', () => {
  expect(check('strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0}}')).toEqual([
    'error spec.strategy.rollingUpdate.maxUnavailable: maxSurge and maxUnavailable are both 0',
  ]);
});

test('a pod counts too late', () => {
  expect(check('minReadySeconds: 300\n  progressDeadlineSeconds: 300')).toEqual([
    'error spec.progressDeadlineSeconds: a pod counts after 300 s (minReadySeconds), and each step may take 300 s (progressDeadlineSeconds)',
  ]);
  expect(check('minReadySeconds: 600')).toEqual([expect.stringContaining('error spec.minReadySeconds')]);
});

test("a deadline below 0 is the schema's matter", () => {
  expect(check('progressDeadlineSeconds: -1')).toEqual([]);
  expect(check('progressDeadlineSeconds: 0')).toEqual([
    'error spec.progressDeadlineSeconds: a pod counts after 0 s (minReadySeconds), and each step may take 0 s (progressDeadlineSeconds)',
  ]);
});

test('a port of the node that every node has taken', () => {
  const text = deployment('shop', '', '  replicas: 2\n  strategy: {rollingUpdate: {maxUnavailable: 0}}').replace(
    'image: "x:1"',
    'image: "x:1", ports: [{containerPort: 80, hostPort: 80}]',
  );
  expect(findings(rolloutDeadlock, text, { nodes: [node('a', {}, 1000), node('b', {}, 1000)] })).toEqual([
    'error spec.template.spec.containers[0].ports[0].hostPort: hostPort 80 is taken on all 2 nodes by 2 pods, and none may go first',
  ]);
  expect(findings(rolloutDeadlock, text, { nodes: ['a', 'b', 'c'].map((name) => node(name, {}, 1000)) })).toEqual([]);
});

test.each([
  'strategy: {type: Recreate}',
  'strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
  'strategy: {rollingUpdate: {maxSurge: 0}}',
  'minReadySeconds: 30',
])('silent: %s', (spec) => {
  expect(check(spec)).toEqual([]);
});

test('pods that must not share a node, and a node for each', () => {
  const term = (more: string) =>
    `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: shop}}${more}}]}}`;
  const of = (replicas: number, more = '') =>
    deployment('shop', term(more), `  replicas: ${replicas}\n  strategy: {rollingUpdate: {maxUnavailable: 0}}`);
  const run = (text: string) => findings(rolloutDeadlock, text, { nodes: [node('a', {}, 1000), node('b', {}, 1000)] });
  expect(run(of(2))).toEqual([
    'error spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: 2 pods must each have a node of their own, 2 nodes take them, and none may go before the next is there',
  ]);
  expect(run(of(1))).toEqual([]);
  expect(run(of(2, ', matchLabelKeys: [pod-template-hash]'))).toEqual([]);
});
