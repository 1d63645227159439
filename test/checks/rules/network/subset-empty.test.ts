import { subsetEmpty } from '../../../../src/checks/rules/network/subset-empty.js';
import { deployment, findings } from '../../findings.js';

const rule = (labels: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: api}
spec: {host: a, subsets: [{name: v1, labels: ${labels}}]}
---
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {selector: {app: a}, ports: [{port: 80}]}}
`;
const route = `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {http: [{route: [{destination: {host: a, subset: v1}}]}]}
`;
const managed = `---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: a, namespace: api}
spec: {strategy: {canary: {trafficRouting: {istio: {destinationRule: {name: a}}}}}}
`;

test('an error where a route sends there, else a warning', () => {
  const message = 'spec.subsets[0].labels: subset "v1" (version=v1) has no pods';
  expect(findings(subsetEmpty, rule('{version: v1}') + deployment('a') + route)).toEqual([`error ${message}`]);
  expect(findings(subsetEmpty, rule('{version: v1}') + deployment('a'))).toEqual([`warning ${message}`]);
});

test.each([
  ['the pods have the label', rule('{app: a}') + deployment('a')],
  ['nobody shows the pods', rule('{version: v1}')],
  ['a Rollout sets the label', rule('{version: v1}') + deployment('a') + managed],
  ['a controller sets the label', rule('{rollouts-pod-template-hash: x}') + deployment('a')],
])('silent: %s', (_, text) => {
  expect(findings(subsetEmpty, text)).toEqual([]);
});
