import { routeShadow } from '../../../../src/checks/rules/network/route-shadow.js';
import { findings } from '../../findings.js';

const routes = (name: string, ...matches: readonly string[]) => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: api}
spec: {hosts: [shop.io], gateways: [g], http: [${matches.map((match) => `{match: [${match}]}`).join(', ')}]}
`;
const prefix = (path: string, more = '') => `{uri: {prefix: ${path}}${more}}`;
const regex = (path: string) => `{uri: {regex: "${path}"}}`;
const header = ', headers: {x: {exact: "1"}}';

test.each([
  ['a longer prefix', [prefix('/a'), prefix('/a/b')]],
  ['the same', [prefix('/a'), prefix('/a')]],
  ['an exact path', [prefix('/a'), '{uri: {exact: /a/b}}']],
  ['an expression', [prefix('/a'), regex('/a/[^/]+')]],
  ['conditions of its own', [prefix('/a'), prefix('/a', header)]],
])('the first takes all: %s', (_, matches) => {
  expect(findings(routeShadow, routes('v', ...matches))).toEqual([
    expect.stringMatching(/^warning spec\.http\[1\]\.match\[0\]\.uri: the route before it, for "\/a"/),
  ]);
});

test.each([
  ['longer first', [prefix('/a/b'), prefix('/a')]],
  ['conditions first', [prefix('/a', header), prefix('/a')]],
  ['one alternative is left', [prefix('/a'), `${prefix('/a/b')}, ${prefix('/c')}`]],
  ['an expression that may begin elsewhere', [prefix('/a'), regex('/[^/]+/x')]],
])('silent: %s', (_, matches) => {
  expect(findings(routeShadow, routes('v', ...matches))).toEqual([]);
});

test('two VirtualServices of one host', () => {
  const message = '"/a" also takes "/a/b", for which VirtualService api/w has a route of the same host';
  expect(findings(routeShadow, routes('v', prefix('/a')) + routes('w', prefix('/a/b')))).toEqual([
    `error spec.http[0].match[0].uri: ${message}`,
  ]);
  expect(findings(routeShadow, routes('v', prefix('/a')) + routes('w', regex('/[^/]+/b')))).toEqual([
    `warning spec.http[0].match[0].uri: ${message}`,
  ]);
  expect(findings(routeShadow, routes('v', prefix('/a/b'), prefix('/a')) + routes('w', prefix('/a/b')))).toHaveLength(
    1,
  );
  expect(findings(routeShadow, routes('v', regex('/a/[^/]+'), prefix('/a')) + routes('w', regex('/[^/]+/b')))).toEqual(
    [],
  );
  expect(findings(routeShadow, routes('v', prefix('/a')) + routes('w', prefix('/b')))).toEqual([]);
  expect(findings(routeShadow, routes('v', prefix('/')) + routes('w', prefix('/b')))).toEqual([]);
});

test('one path twice is said once, though both are called alike', () => {
  const twin = routes('v', prefix('/a')).replace('namespace: api', 'namespace: web');
  expect(
    findings(
      routeShadow,
      routes('v', prefix('/a')).replace('[g]', '[mesh-system/g]') + twin.replace('[g]', '[mesh-system/g]'),
    ),
  ).toHaveLength(1);
});

test('an expression that would take for ever is not run', () => {
  const slow = regex(`/(a+)+(a+)+${'a*'.repeat(50)}b`);
  expect(findings(routeShadow, routes('v', prefix(`/${'a'.repeat(90)}`)) + routes('w', slow))).toEqual([]);
});

test('a pattern that overlaps many is one cause where one of them has a route of its own for it', () => {
  const many = routes('v', prefix('/a')) + routes('w', prefix('/b')) + routes('p', regex('/[^/]+/x'));
  expect(findings(routeShadow, many)).toHaveLength(2);
  expect(findings(routeShadow, many + routes('z', regex('/c/[^/]*'), prefix('/c')))).toEqual([
    'warning spec.http[0].match[0].uri: "/a" also takes "/a/x", for which VirtualService api/p has a route of the same host; so do "/b"',
  ]);
});
