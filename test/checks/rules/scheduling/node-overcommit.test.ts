import { checkTree } from '../../../../src/checks/check.js';
import { nodeCapacity } from '../../../../src/checks/rules/scheduling/node-capacity.js';
import { nodeOvercommit } from '../../../../src/checks/rules/scheduling/node-overcommit.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings, node } from '../../findings.js';

const facts = { nodes: [node('small', { domain: 'shop' }, 1536), node('large', { domain: 'auth' }, 4096)] };

const workload = (name: string, replicas: number, limit: string, request = '256Mi') => `---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}, namespace: api}
spec:
  replicas: ${replicas}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      nodeSelector: {domain: shop}
      containers: [{name: a, image: x, resources: {requests: {memory: ${request}}, limits: {memory: ${limit}}}}]
`;
const place = 'spec.template.spec.containers[0].resources.limits.memory';

test('memory that the pods may use together', () => {
  expect(findings(nodeOvercommit, workload('shop', 2, '1Gi'), facts)).toEqual([
    `warning ${place}: pods may use 2048Mi of memory, "small" has 1536Mi`,
  ]);
  expect(findings(nodeOvercommit, workload('shop', 2, '768Mi'), facts)).toEqual([]);
});

test('limits of several workloads add up, and all of them are named', () => {
  const text = workload('shop', 1, '512Mi') + workload('cart', 1, '1Gi') + workload('desk', 1, '256Mi');
  const run = checkTree(partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]), facts, { rules: [nodeOvercommit] });
  const [found, ...rest] = run.findings;
  expect(rest).toEqual([]);
  expect(found?.object?.name).toBe('cart');
  expect(found?.also?.map(({ object, field }) => [object?.name, field])).toEqual([
    ['shop', place],
    ['desk', place],
  ]);
});

test('pods that may run anywhere are spread', () => {
  const anywhere = workload('shop', 9, '1Gi').replace('      nodeSelector: {domain: shop}\n', '');
  expect(findings(nodeOvercommit, anywhere, facts)).toEqual([]);
});

test('requests that do not fit at rest say it already; those of an update do not', () => {
  const atRest = workload('shop', 7, '512Mi');
  expect(findings(nodeCapacity, atRest, facts)).toHaveLength(1);
  expect(findings(nodeOvercommit, atRest, facts)).toEqual([]);
  const updating = workload('shop', 6, '512Mi').replace('kind: StatefulSet', 'kind: Deployment');
  expect(findings(nodeCapacity, updating, facts)).toHaveLength(1);
  expect(findings(nodeOvercommit, updating, facts)).toHaveLength(1);
});

test('where a node has pods without limits, only the limits that are there count', () => {
  const open = workload('desk', 3, '1Gi').replace(', limits: {memory: 1Gi}', '');
  expect(findings(nodeOvercommit, open + workload('shop', 1, '1Gi'), facts)).toEqual([]);
});
