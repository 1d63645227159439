import { tolerationUnlike } from '../../../../src/checks/rules/scheduling/toleration-unlike.js';
import { deployment, findings, node } from '../../findings.js';

const pod = (name: string, tolerations: string) =>
  deployment(name, `nodeSelector: {domain: ${name}}${tolerations && `, tolerations: [${tolerations}]`}`);
const own = (name: string) => pod(name, `{key: domain, value: ${name}, effect: NoSchedule}`);
const four = ['a', 'b', 'c', 'd'].map(own).join('');
const field = 'spec.template.spec.nodeSelector.domain';
const says = (name: string) =>
  `warning ${field}: nodes with domain: ${name} are asked for, and the taint domain=${name} is not tolerated`;

test.each([
  ['none', ''],
  ['another value', '{key: domain, value: f, effect: NoSchedule}'],
  ['another key', '{key: domains, value: e, effect: NoSchedule}'],
])('%s', (_, tolerations) => {
  expect(findings(tolerationUnlike, four + pod('e', tolerations))).toEqual([says('e')]);
});

test.each([
  ['as the others', four + own('e')],
  ['any value', four + pod('e', '{key: domain, operator: Exists}')],
  ['any taint', four + pod('e', '{operator: Exists}')],
  ['few others', own('a') + own('b') + pod('e', '')],
  ['others without', ['a', 'b', 'c', 'd'].map((name) => pod(name, '')).join('') + own('e')],
])('silent: %s', (_, text) => {
  expect(findings(tolerationUnlike, text)).toEqual([]);
});

test('where the nodes are known, their taints count', () => {
  expect(findings(tolerationUnlike, four + pod('e', ''), { nodes: [node('n', { domain: 'e' }, 1000)] })).toEqual([]);
});

const failover = (name: string, redis: string, sentinel = redis, pin = name) => {
  const part = (tolerations: string) =>
    `{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: store, operator: In, values: [${pin}]}]}]}}}, tolerations: [${tolerations}]}`;
  return `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: ${name}, namespace: data}, spec: {redis: ${part(redis)}, sentinel: ${part(sentinel)}}}\n`;
};
const data = '{key: domain, value: data}';
const others = ['b', 'c', 'd'].map((name) => failover(name, data)).join('');
const place = (part: string) =>
  `warning spec.${part}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[0]:`;

test('what an operator makes pods of, that goes with a label and not with its value', () => {
  const by = 'the taint domain=data is tolerated by';
  expect(findings(tolerationUnlike, others + failover('a', data, ''))).toEqual([
    `${place('sentinel')} ${by} the other pods of the object, and not by these, which ask for the same nodes`,
  ]);
  expect(findings(tolerationUnlike, others + failover('a', ''))).toEqual([
    `${place('redis')} ${by} 6 others that ask for nodes by store, and not here`,
  ]);
});

test.each([
  ['any taint', others + failover('a', '{operator: Exists}')],
  ['nodes of two sorts', failover('b', data) + failover('c', data, data, 'b') + failover('a', '')],
  ['a label of every node', (failover('a', data, '') + others).replaceAll('store', 'kubernetes.io/os')],
])('silent: %s', (_, text) => {
  expect(findings(tolerationUnlike, text)).toEqual([]);
});

test('the values of a chart', () => {
  const chart = (name: string, tolerations: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}}, spec: {source: {chart: ${name}, helm: {valuesObject: {web: {nodeSelector: {role: infra}, tolerations: [${tolerations}]}}}}}}\n`;
  const all = ['a', 'b', 'c', 'd'].map((name) => chart(name, data)).join('');
  expect(findings(tolerationUnlike, all + chart('e', ''))).toEqual([
    'warning spec.source.helm.valuesObject.web.nodeSelector.role: the taint domain=data is tolerated by 4 others that ask for nodes by role, and not here',
  ]);
});

test('a toleration for nodes that are not asked for, and one with another effect', () => {
  const toleration = '{key: domain, value: e, effect: NoSchedule}';
  const bare = (selector: string) => deployment('e', `${selector}tolerations: [${toleration}]`);
  const says = 'the taint domain=e is tolerated, and nodes with domain: e are not asked for, as 4 others do';
  expect(findings(tolerationUnlike, four + bare(''))).toEqual([`warning spec.template.spec.tolerations: ${says}`]);
  expect(findings(tolerationUnlike, four + bare('nodeSelector: {pool: e}, '))).toEqual([
    `warning spec.template.spec.nodeSelector: ${says}`,
  ]);
  expect(findings(tolerationUnlike, four + own('e').replace('NoSchedule', 'NoExecute'))).toEqual([
    'warning spec.template.spec.tolerations[0].effect: the taint domain=e is tolerated with effect NoExecute, and with NoSchedule by 4 others',
  ]);
});

test('the taint that kubeadm gives to the nodes of the control plane', () => {
  const on = (name: string, ...keys: string[]) =>
    deployment(
      name,
      `nodeSelector: {role: control-plane}, tolerations: [${keys.map((key) => `{key: ${key}, operator: Exists}`).join(', ')}]`,
    );
  const taint = 'node-role.kubernetes.io/control-plane';
  const two = on('a', 'role', taint) + on('b', 'role', taint);
  expect(findings(tolerationUnlike, two + on('c', 'role'))).toEqual([
    `error spec.template.spec.nodeSelector.role: the taint ${taint} is tolerated by 2 others that ask for nodes by role, and not here`,
  ]);
  expect(findings(tolerationUnlike, two + on('c', 'role', taint))).toEqual([]);
  expect(findings(tolerationUnlike, on('a', 'role', taint) + on('c', 'role'))).toEqual([]);
  expect(findings(tolerationUnlike, (two + on('c', 'role')).replaceAll(taint, 'team'))).toEqual([]);
});

test('two that ask for the same nodes, of which one tolerates nothing at all', () => {
  const pod = (name: string, more: string) =>
    `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {nodeSelector: {workload: logs}, containers: []${more}}}\n`;
  const tolerant = pod('a', ', tolerations: [{key: domain, value: watch, effect: NoSchedule}]');
  expect(findings(tolerationUnlike, tolerant + pod('b', ''))).toEqual([
    'warning spec.nodeSelector.workload: the taint domain=watch is tolerated by "a", which asks for the same nodes, and not here',
  ]);
  expect(findings(tolerationUnlike, tolerant + pod('b', ', tolerations: [{key: x, operator: Exists}]'))).toEqual([]);
  expect(findings(tolerationUnlike, tolerant + pod('b', '').replace('logs', 'web'))).toEqual([]);
});
