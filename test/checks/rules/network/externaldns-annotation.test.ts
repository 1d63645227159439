import { externaldnsAnnotation } from '../../../../src/checks/rules/network/externaldns-annotation.js';
import { findings } from '../../findings.js';
import { application } from '../gitops/applications.js';

const entry = (hosts: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: e, namespace: gate, annotations: {external-dns.alpha.kubernetes.io/hostname: "${hosts}"}}}\n`;
const route = (host: string, gateways = '[gate/g]') => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${host.split('.')[0]}, namespace: api}
spec: {hosts: ["${host}"], gateways: ${gateways}}
`;

test('a host of the same domain is in no list', () => {
  expect(
    findings(externaldnsAnnotation, entry('a.shop.io, b.shop.io') + route('a.shop.io') + route('c.shop.io')),
  ).toEqual([
    'warning metadata.annotations["external-dns.alpha.kubernetes.io/hostname"]: "c.shop.io", for which VirtualService api/c has routes, is in no list of external-dns',
  ]);
});

test.each([
  ['a wildcard', entry('a.shop.io,*.shop.io') + route('a.shop.io') + route('c.shop.io')],
  ['another domain', entry('a.shop.io') + route('a.shop.io') + route('c.other.io')],
  ['inside the mesh', entry('a.shop.io') + route('a.shop.io') + route('c.shop.io', '[mesh]')],
  ['nobody writes such lists', route('c.shop.io')],
  [
    'external-dns reads VirtualServices',
    entry('a.shop.io') +
      route('a.shop.io') +
      route('c.shop.io') +
      application('dns', 'source: {chart: external-dns, helm: {valuesObject: {sources: [istio-virtualservice]}}}'),
  ],
])('silent: %s', (_, text) => {
  expect(findings(externaldnsAnnotation, text)).toEqual([]);
});
