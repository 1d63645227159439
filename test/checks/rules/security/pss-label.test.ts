import { pssLabel } from '../../../../src/checks/rules/security/pss-label.js';
import { findings } from '../../findings.js';

const namespace = (label: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {${label}}}
`;
const key = 'pod-security.kubernetes.io';
const at = (name: string) => `error metadata.labels["${key}/${name}"]`;

test.each([
  ['enforce: restrictd', `${at('enforce')}: "restrictd" is no level of pod security`],
  ['warn: Baseline', `${at('warn')}: "Baseline" is no level of pod security`],
  ['enforce-version: "1.30"', `${at('enforce-version')}: "1.30" is no version of pod security`],
  ['audit-version: newest', `${at('audit-version')}: "newest" is no version of pod security`],
  ['enforced: restricted', `${at('enforced')}: "${key}/enforced" is no label of pod security`],
])('%s', (label, said) => {
  expect(findings(pssLabel, namespace(`${key}/${label}`))).toEqual([said]);
});

test.each([
  ...['enforce: privileged', 'audit: baseline', 'warn: restricted'],
  ...['enforce-version: latest', 'enforce-version: v1.30'],
])('silent: %s', (label) => {
  expect(findings(pssLabel, namespace(`${key}/${label}`))).toEqual([]);
});

test('silent: labels of others', () => {
  expect(findings(pssLabel, namespace('security.openshift.io/scc.podSecurityLabelSync: "true"'))).toEqual([]);
});
