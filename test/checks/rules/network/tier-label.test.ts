import { tierLabel } from '../../../../src/checks/rules/network/tier-label.js';
import { findings } from '../../findings.js';

const namespaces = (...tiers: string[]) =>
  tiers
    .map((tier, i) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: n${i}, labels: {tier: ${tier}}}}\n`)
    .join('');
const policy = (labels: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: n0}, spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: ${labels}}}]}]}}\n`;

test('a value that no namespace has', () => {
  expect(findings(tierLabel, namespaces('web', 'web', 'data') + policy('{tier: api}'))).toEqual([
    'error spec.ingress[0].from[0].namespaceSelector.matchLabels.tier: no namespace has tier: api; there are "data" and "web"',
  ]);
});

test.each([
  ['one that some have', namespaces('web', 'web', 'data') + policy('{tier: data}')],
  ['too few that have the label', namespaces('web', 'data') + policy('{tier: api}')],
  ['a label that none has', namespaces('web', 'web', 'data') + policy('{team: api}')],
  ['filled in later', namespaces('web', 'web', 'data') + policy('{tier: "{{ .tier }}"}')],
])('silent: %s', (_, text) => {
  expect(findings(tierLabel, text)).toEqual([]);
});
