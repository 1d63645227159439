import { nodeLabelUnknown } from '../../../../src/checks/rules/scheduling/node-label-unknown.js';
import { deployment, findings, node } from '../../findings.js';

const facts = { nodes: [node('a', { domain: 'shop', disk: 'ssd' }, 1024), node('b', { domain: 'auth' }, 1024)] };
const affinity = (expression: string) =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}}`;
const at = 'spec.template.spec';

test.each([
  ['a value', 'nodeSelector: {domain: chat}', `error ${at}.nodeSelector.domain: no node has the label "domain=chat"`],
  ['a key', 'nodeSelector: {domian: shop}', `error ${at}.nodeSelector.domian: no node has the label "domian=shop"`],
  [
    'both on no one node',
    'nodeSelector: {domain: auth, disk: ssd}',
    `error ${at}.nodeSelector: no node has all of the labels "domain=auth,disk=ssd"`,
  ],
  [
    'a node by name that has other labels',
    'nodeSelector: {domain: shop}, nodeName: b',
    `error ${at}.nodeName: there is no node "b" with the labels that the pod asks for`,
  ],
  [
    'affinity',
    affinity('{key: domain, operator: In, values: [chat]}'),
    `error ${at}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: no node meets the required affinity`,
  ],
])('%s', (_, spec, expected) => {
  expect(findings(nodeLabelUnknown, deployment('x', spec), facts)).toEqual([expected]);
});

test.each([
  ['a node has it', 'nodeSelector: {domain: auth}'],
  ['affinity by absence', affinity('{key: disk, operator: DoesNotExist}')],
  ['no wish', ''],
])('silent: %s', (_, spec) => {
  expect(findings(nodeLabelUnknown, deployment('x', spec), facts)).toEqual([]);
});

test('nodes that come and go', () => {
  const pool = '---\n{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: p}}\n';
  expect(findings(nodeLabelUnknown, deployment('x', 'nodeSelector: {domain: chat}') + pool, facts)).toEqual([]);
});
