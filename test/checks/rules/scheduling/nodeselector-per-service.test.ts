import { nodeselectorPerService } from '../../../../src/checks/rules/scheduling/nodeselector-per-service.js';
import { findings } from '../../findings.js';

const pod = (name: string, domain: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}-api, namespace: api}, spec: {nodeSelector: {domain: ${domain}}, containers: []}}\n`;
const four = ['a', 'b', 'c', 'd'].map((name) => pod(name, name)).join('');
const check = (text: string) => findings(nodeselectorPerService, text);

test('on the node of another', () => {
  expect(check(four + pod('e', 'b'))).toEqual([
    'warning spec.nodeSelector.domain: "e-api" is pinned to domain: b, and 4 others to nodes of their own',
  ]);
});

test.each([
  ['its own', four + pod('e', 'e')],
  ['a node that is no service’s', four + pod('e', 'shared')],
  ['several share one', four + pod('e', 'b') + pod('f', 'b')],
  ['too few', pod('a', 'a') + pod('e', 'a')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
