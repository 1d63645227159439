import { ingressBackend } from '../../../../src/checks/rules/network/ingress-backend.js';
import { findings } from '../../findings.js';

const service = (name: string, namespace = 'api', type = 'ClusterIP') =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {type: ${type}, ports: [{name: http, port: 80}]}}\n`;
const ingress = (backend: string, path = '/', type = 'Prefix') => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: api}
spec: {rules: [{host: a.io, http: {paths: [{path: "${path}", pathType: ${type}, backend: {service: ${backend}}}]}}]}
`;
const to = (name: string, port = '{number: 80}') => `{name: ${name}, port: ${port}}`;
const chart = (name: string, chart: string, more = '') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: default, destination: {namespace: api}, source: {repoURL: x, chart: ${chart}${more}}}}\n`;
const check = (text: string) => findings(ingressBackend, text);
const name = 'spec.rules[0].http.paths[0].backend.service.name';

test('a Service that is elsewhere', () => {
  const text = service('other') + service('shop', 'web') + ingress(to('shop'));
  expect(check(text)).toEqual([`error ${name}: Service "shop" does not exist in namespace "api"`]);
});

test('a port that the Service does not have', () => {
  const port = 'spec.rules[0].http.paths[0].backend.service.port';
  expect(check(service('shop') + ingress(to('shop', '{number: 8000}')))).toEqual([
    `error ${port}.number: port 8000 is none of Service "shop", which has http 80`,
  ]);
  expect(check(service('shop') + ingress(to('shop', '{name: htpt}')))).toEqual([
    `error ${port}.name: port htpt is none of Service "shop", which has http 80`,
  ]);
});

test('a name that the release of the chart does not give', () => {
  expect(check(service('x') + chart('dev-grafana', 'grafana') + ingress(to('grafana')))).toEqual([
    `error ${name}: Service "grafana" does not exist in namespace "api"`,
  ]);
});

test.each([
  ['a wildcard in a prefix', '/v1/*', 'Prefix', 'has a "*", which pathType Prefix does not know'],
  ['no slash', 'v1', 'ImplementationSpecific', 'does not begin with "/"'],
  ['an empty element', '/v1//x', 'Exact', 'has "//", "/." or "/.."'],
])('a path with %s', (_, path, type, why) => {
  expect(check(service('shop') + ingress(to('shop'), path, type))).toEqual([
    `error spec.rules[0].http.paths[0].path: path "${path}" ${why}`,
  ]);
});

test('a host without paths', () => {
  const bare =
    '---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: x, namespace: api}, spec: {rules: [{host: a.io}]}}\n';
  expect(check(bare)).toEqual(['error spec.rules[0]: host "a.io" has no paths, and the Ingress no defaultBackend']);
});

test.each([
  ['a port by number or name', service('shop') + ingress(to('shop')) + ingress(to('shop', '{name: http}'))],
  ['an action of the AWS controller', service('x') + ingress(to('forward', '{name: use-annotation}'))],
  ['a name that the release gives', service('x') + chart('dev-grafana', 'grafana') + ingress(to('dev-grafana'))],
  [
    'a name that the values give',
    service('x') + chart('dev', 'grafana', ', helm: {values: "fullnameOverride: board"}') + ingress(to('board')),
  ],
  ['a chart that we do not know', service('x') + chart('dev', 'home-made') + ingress(to('anything'))],
  [
    'a kind that we do not know',
    `${service('x')}---\n{apiVersion: x.io/v1, kind: Thing, metadata: {name: a, namespace: api}}\n${ingress(to('thing'))}`,
  ],
  ['an external name', service('shop', 'api', 'ExternalName') + ingress(to('shop', '{number: 443}'))],
  [
    'a pattern where the controller knows one',
    service('shop') + ingress(to('shop'), '/v1/*', 'ImplementationSpecific'),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('a Service of another namespace, where a chart may bring one of that name', () => {
  const unknown = chart('home', 'home-made');
  expect(check(ingress(to('shop')) + service('shop', 'web') + unknown)).toEqual([
    `warning ${name}: Service "shop" is in namespace "web"`,
  ]);
  expect(check(ingress(to('shop')) + unknown)).toEqual([]);
});

test('a port that the gateway of a chart does not open', () => {
  const gateway = chart('istio-entry', 'gateway', ', helm: {valuesObject: {}}').replace(
    'repoURL: x',
    'repoURL: "https://istio.io/charts"',
  );
  expect(check(gateway.replace('namespace: api', 'namespace: gate') + ingress(to('istio-entry')))).toEqual([
    `warning ${name}: Service "istio-entry" is in namespace "gate"`,
  ]);
  expect(check(gateway + ingress(to('istio-entry')))).toEqual([]);
  expect(check(gateway + ingress(to('istio-entry', '{number: 8080}')))).toEqual([
    `error ${name.replace('name', 'port.number')}: port 8080 is none of Service "istio-entry", which has 15021, 80, 443`,
  ]);
});
