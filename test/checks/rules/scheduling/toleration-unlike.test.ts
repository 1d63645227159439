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
