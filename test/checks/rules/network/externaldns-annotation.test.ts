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

test('a host that was meant to be one of the list', () => {
  expect(
    findings(
      externaldnsAnnotation,
      entry('desk.shop.io, till.shop.io') + route('desk.shop.io') + route('tlil.shop.io'),
    ),
  ).toEqual([
    'warning spec.hosts[0]: "tlil.shop.io" is in no list of external-dns, and "till.shop.io", which is, has no routes',
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

const dns = (filters: string) =>
  application('dns', `source: {chart: external-dns, helm: {valuesObject: {${filters}}}}`);

test('a host outside the domains that external-dns keeps', () => {
  expect(findings(externaldnsAnnotation, entry('a.shop.io,b.shop.org') + dns('domainFilters: [shop.io]'))).toEqual([
    expect.stringMatching(/hostname"\]: "b\.shop\.org" is not within "shop\.io", the domainFilters$/),
  ]);
  expect(findings(externaldnsAnnotation, entry('a.shop.io,b.shop.io') + dns('domainFilters: [shop.oi]'))).toEqual([
    'warning spec.source.helm.valuesObject.domainFilters: "shop.oi" of domainFilters is the domain of no host that annotations list',
  ]);
});

test.each([
  ['no filter', dns('policy: sync')],
  ['an empty one', dns('domainFilters: []')],
  ['one that is filled in', dns('domainFilters: ["{{domain}}"]')],
  ['another external-dns takes it', dns('domainFilters: [shop.io]') + dns('domainFilters: [shop.org]')],
  ['below the domain', dns('domainFilters: [.shop.io, org]')],
])('silent about domains: %s', (_, text) => {
  expect(findings(externaldnsAnnotation, entry('a.shop.io,b.shop.org') + text)).toEqual([]);
});

test('a key that is nearly one of its own', () => {
  const of = (key: string) =>
    findings(
      externaldnsAnnotation,
      `{apiVersion: v1, kind: Service, metadata: {name: e, namespace: gate, annotations: {external-dns.alpha.kubernetes.io/${key}: a.shop.io}}}`,
    );
  expect(of('hostnames')).toEqual([
    'warning metadata.annotations["external-dns.alpha.kubernetes.io/hostnames"]: "hostnames" is no annotation of external-dns, did you mean "hostname"?',
  ]);
  for (const key of ['managed-by', 'aws-weight', 'internal-hostname', 'owner']) expect(of(key)).toEqual([]);
});
