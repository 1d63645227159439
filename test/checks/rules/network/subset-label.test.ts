import { subsetLabel } from '../../../../src/checks/rules/network/subset-label.js';
import { findings } from '../../findings.js';

const pod = (name: string, labels: string) => `---
{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api, labels: ${labels}}, spec: {containers: [{name: a}]}}
`;
const rule = (stable: string, canary: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: api}
spec: {host: a, subsets: [{name: stable, labels: ${stable}}, {name: canary, labels: ${canary}}]}
---
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {selector: {app: a}, ports: [{port: 80}]}}
${pod('a', '{app: a, v: one}')}${pod('a-canary', '{app: a, v: two}')}`;

test('one side also has the pods of the other', () => {
  expect(findings(subsetLabel, rule('{app: a}', '{v: two}'))).toEqual([
    'error spec.subsets[0].labels: subset "stable" also has the pods of subset "canary" ("a-canary")',
  ]);
});

test('two that are the same are said once', () => {
  expect(findings(subsetLabel, rule('{app: a}', '{app: a}'))).toHaveLength(1);
});

test.each([
  ['apart', rule('{v: one}', '{v: two}')],
  ['one is empty', rule('{app: a}', '{v: three}')],
  ['all pods are meant', rule('{}', '{v: two}')],
])('silent: %s', (_, text) => {
  expect(findings(subsetLabel, text)).toEqual([]);
});
