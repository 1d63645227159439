import { checkSet } from '../../../../src/checks/check.js';
import { nodeCapacity } from '../../../../src/checks/rules/scheduling/node-capacity.js';
import { setOf } from '../../../manifest/set-of.js';
import { findings, node } from '../../findings.js';

const facts = { nodes: [node('small', { domain: 'shop' }, 1536), node('large', { domain: 'auth' }, 4096)] };

const workload = (kind: string, spec: string, memory = '256Mi', limit = memory, name = 'shop') => `---
apiVersion: ${kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}
kind: ${kind}
metadata: {name: ${name}, namespace: api}
spec:
  ${spec}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      nodeSelector: {domain: shop}
      containers: [{name: a, image: x, resources: {requests: {memory: ${memory}}, limits: {memory: ${limit}}}}]
`;
const scaler = (max: number, kind = 'Deployment') =>
  `---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: shop, namespace: api}, spec: {minReplicas: 2, maxReplicas: ${max}, scaleTargetRef: {apiVersion: ${kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}, kind: ${kind}, name: shop}}}\n`;

test('at rest', () => {
  expect(findings(nodeCapacity, workload('StatefulSet', 'replicas: 7'), facts)).toEqual([
    'error spec.replicas: "shop" needs 1792Mi of memory on "small", which offers 1536Mi',
  ]);
});

test.each([
  [
    'a rolling update adds one pod',
    'Deployment',
    'replicas: 6\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
    'error',
  ],
  [
    'one that may stop a pod first goes on',
    'Deployment',
    'replicas: 6\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}',
    'warning',
  ],
  [
    'a routed canary grows to the whole',
    'Rollout',
    'replicas: 4\n  strategy: {canary: {trafficRouting: {alb: {ingress: x}}}}',
    'error',
  ],
  [
    'a preview is as large as the active side',
    'Rollout',
    'replicas: 4\n  strategy: {blueGreen: {activeService: x}}',
    'error',
  ],
])('%s', (_, kind, spec, severity) => {
  expect(findings(nodeCapacity, workload(kind, spec), facts)).toEqual([
    expect.stringMatching(new RegExp(`^${severity} spec.replicas: "shop" needs`)),
  ]);
});

test.each([
  ['Recreate stops the old pods first', 'Deployment', 'replicas: 6\n  strategy: {type: Recreate}'],
  [
    'a stable side that gives way',
    'Rollout',
    'replicas: 4\n  strategy: {canary: {dynamicStableScale: true, trafficRouting: {alb: {ingress: x}}}}',
  ],
  ['all fits', 'Deployment', 'replicas: 5\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}'],
])('silent: %s', (_, kind, spec) => {
  expect(findings(nodeCapacity, workload(kind, spec), facts)).toEqual([]);
});

test('what an autoscaler may ask for is a warning', () => {
  const spec = 'strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}';
  expect(findings(nodeCapacity, workload('Deployment', spec) + scaler(6), facts)).toEqual([
    'warning spec.maxReplicas: "shop" needs 1792Mi of memory on "small", which offers 1536Mi',
  ]);
  expect(findings(nodeCapacity, workload('Deployment', spec) + scaler(5), facts)).toEqual([]);
});

test('what several workloads need together', () => {
  const two =
    workload('StatefulSet', 'replicas: 4') + workload('StatefulSet', 'replicas: 3', '256Mi', '256Mi', 'basket');
  expect(findings(nodeCapacity, two, facts)).toEqual([
    'error spec.replicas: "shop" needs 1024Mi of memory on "small", which offers 768Mi',
  ]);
});

test('a pod is not cut in two', () => {
  const nodes = [node('a', { domain: 'shop' }, 1000), node('b', { domain: 'shop' }, 1000)];
  expect(findings(nodeCapacity, workload('StatefulSet', 'replicas: 3', '600Mi'), { nodes })).toEqual([
    'error spec.replicas: "shop" needs 1800Mi of memory on 2 nodes, which offer 1200Mi',
  ]);
});

test("what the system's pods request is not offered", () => {
  const [small, large] = facts.nodes;
  if (!small || !large) throw new Error();
  const busy = { nodes: [{ ...small, system: { cpu: 0, memory: 300 * 1024 * 1024, pods: 3 } }, large] };
  expect(findings(nodeCapacity, workload('StatefulSet', 'replicas: 5'), busy)).toEqual([
    'error spec.replicas: "shop" needs 1280Mi of memory on "small", which offers 1236Mi',
  ]);
});

test('memory limits are the business of node-overcommit', () => {
  expect(findings(nodeCapacity, workload('StatefulSet', 'replicas: 2', '256Mi', '1Gi'), facts)).toEqual([]);
});

describe('of several that do not fit at rest', () => {
  const routed = 'replicas: 5\n  strategy: {canary: {trafficRouting: {alb: {ingress: x}}}}';
  const both =
    workload('StatefulSet', 'replicas: 2', '512Mi', '512Mi', 'basket') + workload('Rollout', routed, '128Mi');

  it('reports the one that will want most, and names the others with what they ask for', () => {
    const small = { nodes: [node('small', { domain: 'shop' }, 1536)] };
    const [found, ...more] = checkSet(setOf(both), small, { rules: [nodeCapacity] }).findings;
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      message: '"shop" needs 640Mi of memory on "small", which offers 512Mi',
      why: '5 x 128Mi, beside 1024Mi of memory that others ask for: "basket" 1024Mi. The pods that do not fit stay Pending.',
      fix: '2 replicas fit beside them; or fewer of the others, smaller requests, or a larger machine.',
      also: [{ object: { kind: 'StatefulSet', name: 'basket' }, field: 'spec.replicas' }],
    });
  });

  it('is mended by what its fix says', () => {
    expect(findings(nodeCapacity, both.replace('replicas: 5', 'replicas: 2'), facts)).toEqual([]);
    expect(findings(nodeCapacity, both.replace('replicas: 5', 'replicas: 3'), facts)).toHaveLength(1);
  });
});

test('a request above its limit asks for nothing: the API server refuses the pod', () => {
  const refused = workload('StatefulSet', 'replicas: 2', '4Gi', '256Mi', 'basket');
  expect(findings(nodeCapacity, workload('StatefulSet', 'replicas: 5') + refused, facts)).toEqual([]);
});
