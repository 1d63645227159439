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

test('a host of another environment: the one that stands alone in its domain is wrong', () => {
  const two = route('desk.dev.shop.io') + route('till.dev.shop.io');
  const of = (hosts: string, more: string) => findings(externaldnsAnnotation, entry(hosts) + two + more);
  expect(of('desk.dev.shop.io,till.dev.shop.io,shop.dev.shop.io', route('shop.shop.io'))).toEqual([
    'warning spec.hosts[0]: "shop.shop.io" is in no list of external-dns, and "shop.dev.shop.io", which is, has no routes',
  ]);
  expect(of('desk.shop.io', '')).toEqual([
    'warning metadata.annotations["external-dns.alpha.kubernetes.io/hostname"]: "desk.dev.shop.io" is in no list of external-dns, and "desk.shop.io", which is, has no routes',
  ]);
  expect(of('desk.dev.shop.io,till.dev.shop.io,desk.shop.io', '')).toEqual([]);
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

const KEY = 'external-dns.alpha.kubernetes.io/managed-by';
const watched = (key: string) => entry('a.shop.io').replace('{external-dns', `{${key}: ours, external-dns`);

test('an object that the annotation filter leaves out', () => {
  const of = (filter: string, text = entry('a.shop.io')) => findings(externaldnsAnnotation, text + dns(filter));
  const flag = `extraArgs: ["--aws-prefer-cname", "--annotation-filter=${KEY} in (ours, theirs)"]`;
  expect(of(flag)).toEqual([
    `warning metadata.annotations["external-dns.alpha.kubernetes.io/hostname"]: no external-dns looks at it: the annotation filter is "${KEY} in (ours, theirs)"`,
  ]);
  expect(of(`annotationFilter: "${KEY}=ours"`)).toHaveLength(1);
  expect(of(`annotationFilter: "${KEY}=ours,team in (a)"`, watched(KEY))).toHaveLength(1);
  expect(of(flag, watched(KEY))).toEqual([]);
  expect(of(`annotationFilter: "${KEY}=ours"`, watched(KEY))).toEqual([]);
  expect(of(`annotationFilter: "${KEY} notin (ours)"`)).toEqual([]);
  expect(of(flag, entry('a.shop.io') + dns('policy: sync'))).toEqual([]);
});
