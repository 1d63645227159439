import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { selectsNothing } from '../../../../src/checks/rules/workloads/selects-nothing.js';
import { deployment, findings } from '../../findings.js';

const policy = (kind: string, selector: string) =>
  `---\n{apiVersion: security.istio.io/v1, kind: ${kind}, metadata: {name: p, namespace: api}, spec: {selector: ${selector}}}\n`;
const budget = (selector: string) =>
  `---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: p, namespace: api}, spec: {selector: ${selector}}}\n`;

test.each([
  [policy('PeerAuthentication', '{matchLabels: {app: shop}}'), 0],
  [policy('PeerAuthentication', '{matchLabels: {app: other}}'), 1],
  [policy('AuthorizationPolicy', '{matchLabels: {app: other}}'), 1],
  [budget('{}'), 0],
  [budget('{matchLabels: {app: "{{ .Values.name }}"}}'), 0],
  [budget('{matchExpressions: [{key: app, operator: In, values: [other, shop]}]}'), 0],
  [budget('{matchExpressions: [{key: app, operator: In, values: [other]}]}'), 1],
])('%s', (text, count) => {
  expect(findings(selectsNothing, deployment('shop') + text)).toHaveLength(count);
});

test('without pods in the namespace nothing can be said', () => {
  expect(findings(selectsNothing, budget('{matchLabels: {app: other}}'))).toEqual([]);
});

test('the copies that Flagger makes are selected by their own name', () => {
  const of = (app: string) => exampleCanary() + budget(`{matchLabels: {app: ${app}}}`);
  expect(findings(selectsNothing, of('shop-primary'))).toEqual([]);
  expect(findings(selectsNothing, of('shop-secondary'))).toHaveLength(1);
});
