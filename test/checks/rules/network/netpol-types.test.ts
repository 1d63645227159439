import { netpolTypes } from '../../../../src/checks/rules/network/netpol-types.js';
import { findings } from '../../findings.js';

const policy = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: api}, spec: {podSelector: {}, ${spec}}}`;

test('rules that are not read', () => {
  expect(findings(netpolTypes, policy('policyTypes: [Egress], ingress: [{}], egress: [{}]'))).toEqual([
    'error spec.ingress: "ingress" has rules, and policyTypes lists only Egress',
  ]);
  expect(findings(netpolTypes, policy('policyTypes: [Ingress], egress: [{}]'))).toEqual([
    'error spec.egress: "egress" has rules, and policyTypes lists only Ingress',
  ]);
});

test.each([
  ['both', 'policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}]'],
  ['a direction that is closed', 'policyTypes: [Ingress, Egress], ingress: [{}]'],
  ['no types: each that has rules counts', 'ingress: [{}], egress: [{}]'],
  ['an empty list', 'policyTypes: [Ingress], ingress: [{}], egress: []'],
])('silent: %s', (_, spec) => {
  expect(findings(netpolTypes, policy(spec))).toEqual([]);
});
