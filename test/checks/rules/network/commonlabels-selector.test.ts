import { commonlabelsSelector } from '../../../../src/checks/rules/network/commonlabels-selector.js';
import { findings } from '../../findings.js';

const kibana =
  '---\n{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: view, namespace: log}, spec: {count: 1}}\n';
const policy = (name: string, own: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: log, labels: ${own}}, spec: {podSelector: {matchLabels: {common.k8s.elastic.co/type: kibana, team: blue}}, policyTypes: [Ingress]}}\n`;

test('one cause for all that got the label', () => {
  expect(findings(commonlabelsSelector, kibana + policy('a', '{team: blue}') + policy('b', '{team: blue}'))).toEqual([
    'error spec.podSelector.matchLabels.team: team: blue is a label of the object itself, which the pods of Kibana log/view do not have; so in NetworkPolicy log/b',
  ]);
});

test('silent: a label that the object does not have itself', () => {
  expect(findings(commonlabelsSelector, kibana + policy('a', '{}'))).toEqual([]);
});
