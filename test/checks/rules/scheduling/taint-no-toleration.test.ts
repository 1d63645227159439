import { taintNoToleration } from '../../../../src/checks/rules/scheduling/taint-no-toleration.js';
import { deployment, findings, node } from '../../findings.js';

const taint = { key: 'dedicated', value: 'data', effect: 'NoSchedule' } as const;
const facts = { nodes: [node('a', { domain: 'data' }, 1024, [taint]), node('b', { domain: 'shop' }, 1024)] };
const tolerating = (toleration: string) =>
  deployment('x', `nodeSelector: {domain: data}, tolerations: [${toleration}]`);

test.each([
  ['no toleration', '', 1],
  ['another value', '{key: dedicated, value: other}', 1],
  ['another effect', '{key: dedicated, value: data, effect: NoExecute}', 1],
  ['key and value', '{key: dedicated, value: data, effect: NoSchedule}', 0],
  ['every effect', '{key: dedicated, operator: Exists}', 0],
  ['every taint', '{operator: Exists}', 0],
])('%s', (_, toleration, count) => {
  expect(findings(taintNoToleration, tolerating(toleration), facts)).toHaveLength(count);
});

test('another node is free', () => {
  expect(findings(taintNoToleration, deployment('x'), facts)).toEqual([]);
});
