import { vsSubset } from '../../../../src/checks/rules/network/vs-subset.js';
import { findings } from '../../findings.js';

const route = (host: string, subset: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: gate}
spec:
  http: [{route: [{destination: {host: ${host}, subset: ${subset}}}]}]
---
`;
const rule = (host: string, namespace: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: ${namespace}}
spec: {host: ${host}, subsets: [{name: stable}, {name: canary}]}
---
`;
const service = '{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {ports: [{port: 80}]}}';

test('short names are read in the namespace of the object that has them', () => {
  const full = 'a.api.svc.cluster.local';
  expect(findings(vsSubset, route(full, 'canry') + rule('a', 'api'))).toEqual([
    'error spec.http[0].route[0].destination.subset: subset "canry" is not in DestinationRule api/a',
  ]);
  expect(findings(vsSubset, route(full, 'canary') + rule('a', 'api'))).toEqual([]);
});

test('without a DestinationRule only where the Service is known', () => {
  expect(findings(vsSubset, route('a.api.svc.cluster.local', 'v1') + service)).toEqual([
    'error spec.http[0].route[0].destination.subset: subset "v1" is in no DestinationRule of "a"',
  ]);
  expect(findings(vsSubset, route('b.api.svc.cluster.local', 'v1') + service)).toEqual([]);
});

const two = (first: string, second: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec:
  http:
    - {match: [{headers: {x-canary: {exact: "true"}}}], route: [{destination: {host: a, ${first}}}]}
    - {route: [{destination: {host: a${second}}}]}
---
`;
const at = 'warning spec.http';

test('a destination without a subset, beside one that has one', () => {
  expect(findings(vsSubset, two('subset: canary', '') + rule('a', 'api'))).toEqual([
    `${at}[1].route[0].destination: destination "a" names no subset, as those of "canary" do`,
  ]);
  expect(findings(vsSubset, two('subset: canary', ', subset: stable') + rule('a', 'api'))).toEqual([]);
  expect(findings(vsSubset, two('port: {number: 80}', '') + rule('a', 'api'))).toEqual([]);
});

test('a route that leads where the next does, and a subset that gets nothing', () => {
  expect(findings(vsSubset, two('subset: stable', ', subset: stable') + rule('a', 'api'))).toEqual([
    `${at}[0].route[0].destination.subset: the route leads where the one after it does, and subset "canary" gets no requests`,
  ]);
  const slower = two('subset: stable', ', subset: stable').replace('- {match', '- {timeout: 5s, match');
  expect(findings(vsSubset, slower + rule('a', 'api'))).toEqual([]);
  const used = two('subset: stable', ', subset: stable') + route('a.api.svc.cluster.local', 'canary');
  expect(findings(vsSubset, used + rule('a', 'api'))).toEqual([]);
});

test('a header that is called otherwise than that of all others', () => {
  const of = (i: number, header: string) =>
    (two('subset: canary', ', subset: stable') + rule('a', 'api'))
      .replaceAll('name: a,', `name: a${i},`)
      .replaceAll('host: a,', `host: a${i},`)
      .replace('x-canary: {exact: "true"}', header);
  const all = (odd: string) => [1, 2, 3, 4].map((i) => of(i, 'x-canary: {exact: "true"}')).join('') + of(5, odd);
  expect(findings(vsSubset, all('x-canery: {exact: "true"}'))).toEqual([
    `${at}[0].match[0].headers.x-canery: x-canery exact "true" leads to subset "canary", where 4 other routes ask for x-canary exact "true"`,
  ]);
  expect(findings(vsSubset, all('x-canary: {exact: "1"}'))).toHaveLength(1);
  expect(findings(vsSubset, all('x-canary: {exact: "true"}'))).toEqual([]);
});
