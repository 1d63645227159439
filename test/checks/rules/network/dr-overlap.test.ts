import { drOverlap } from '../../../../src/checks/rules/network/dr-overlap.js';
import { findings } from '../../findings.js';

const rule = (name: string, spec: string, namespace = 'api') =>
  `---\n{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: ${name}, namespace: ${namespace}}, spec: {host: a.api.svc.cluster.local, ${spec}}}\n`;
const POLICY = 'trafficPolicy: {tls: {mode: DISABLE}}';
const SUBSETS = 'subsets: [{name: stable}, {name: canary}]';
const gateway =
  '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: entry, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {}}}, destination: {namespace: gate}}}\n';

test('a traffic policy that is left out', () => {
  expect(findings(drOverlap, rule('a', POLICY) + rule('b', `${POLICY}, ${SUBSETS}`))).toEqual([
    'warning spec.trafficPolicy: DestinationRule api/a has a traffic policy for "a.api.svc.cluster.local" already',
  ]);
});

test('a rule where the gateway stands hides the one beside the Service', () => {
  const here = rule('a', SUBSETS);
  expect(findings(drOverlap, here + gateway + rule('b', 'subsets: [{name: stable}]', 'gate'))).toEqual([
    'error spec.host: for the gateway here this replaces DestinationRule api/a, which has "canary"',
  ]);
  expect(findings(drOverlap, here + gateway + rule('b', SUBSETS, 'gate'))).toEqual([]);
});

test.each([
  ['subsets are added', rule('a', POLICY) + rule('b', SUBSETS)],
  ['for some workloads', rule('a', POLICY) + rule('b', `${POLICY}, workloadSelector: {matchLabels: {app: b}}`)],
  ['no gateway stands there', rule('a', SUBSETS) + gateway + rule('b', POLICY, 'elsewhere')],
  ['one that is declared twice', rule('a', POLICY) + rule('a', POLICY)],
  ['one rule', rule('a', `${POLICY}, ${SUBSETS}`)],
])('silent: %s', (_, text) => {
  expect(findings(drOverlap, text)).toEqual([]);
});
