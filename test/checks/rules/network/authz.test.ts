import { authz } from '../../../../src/checks/rules/network/authz.js';
import { findings } from '../../findings.js';
import { application } from '../gitops/applications.js';

const policy = (spec: string) => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: api}
spec: ${spec}
`;
const from = (source: string) => policy(`{rules: [{from: [{source: ${source}}]}]}`);
const to = (operation: string) => policy(`{rules: [{to: [{operation: ${operation}}]}]}`);
const mesh = (providers: string) =>
  application('m', `source: {chart: istiod, helm: {valuesObject: {meshConfig: {extensionProviders: ${providers}}}}}`);
const telemetry = (name: string) =>
  `---\n{apiVersion: telemetry.istio.io/v1, kind: Telemetry, metadata: {name: t, namespace: api}, spec: {tracing: [{providers: [{name: ${name}}]}]}}\n`;
const at = 'error spec.rules[0].from[0].source';

test.each([
  [
    to('{paths: [/a/*/b]}'),
    'error spec.rules[0].to[0].operation.paths[0]: path "/a/*/b" has a "*" in its midst, which is read as the letter',
  ],
  [
    from('{principals: [api/cart]}'),
    `${at}.principals[0]: principal "api/cart" is not cluster.local/ns/NAMESPACE/sa/ACCOUNT`,
  ],
  [
    from('{serviceAccounts: [a], namespaces: [b]}'),
    `${at}.serviceAccounts: serviceAccounts stands beside principals or namespaces: Istio takes one or the other`,
  ],
  [policy('{action: CUSTOM}'), 'error spec.action: action CUSTOM without a provider'],
])('%#', (text, message) => {
  expect(findings(authz, text)).toEqual([message]);
});

test.each(['/a', '/a/*', '*.json', '*', '/a/{*}/b', '/a/{**}'])('path %s', (path) => {
  expect(findings(authz, to(`{paths: ["${path}"]}`))).toEqual([]);
});

test('a caller that nobody runs as', () => {
  const text =
    from('{principals: [cluster.local/ns/api/sa/cart]}') +
    '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: cart, namespace: api}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: api}, spec: {containers: [{name: a}]}}\n';
  expect(findings(authz, text)).toEqual([
    'warning spec.rules[0].from[0].source.principals[0]: no pod of namespace "api" runs as ServiceAccount "cart"',
  ]);
  expect(findings(authz, text.replace('containers:', 'serviceAccountName: cart, containers:'))).toEqual([]);
});

test('providers that the mesh does not declare', () => {
  const custom = policy('{action: CUSTOM, provider: {name: auth}}');
  expect(findings(authz, custom + mesh('[{name: auht}]'))).toEqual([
    'error spec.provider.name: provider "auth" is none for authorization that the settings of the mesh declare',
  ]);
  expect(findings(authz, custom + mesh('[{name: auth}]'))).toEqual([]);
  expect(findings(authz, custom)).toEqual([]);
});

test('a provider for logs is none for traces', () => {
  expect(findings(authz, telemetry('envoy') + mesh('[]'))).toHaveLength(1);
  expect(findings(authz, telemetry('logs') + mesh('[{name: logs, envoyFileAccessLog: {}}]'))).toHaveLength(1);
  expect(findings(authz, telemetry('jaeger') + mesh('[{name: jaeger, zipkin: {}}]'))).toEqual([]);
});

test('exceptions for paths that no route serves', () => {
  const route = `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v, namespace: api}
spec: {hosts: [shop.io], gateways: [g], http: [{match: [{uri: {prefix: /users}}]}]}
`;
  const exempt = (paths: string, host = 'shop.io') => to(`{hosts: [${host}], notPaths: [${paths}]}`);
  expect(findings(authz, exempt('/users/docs, /user/docs') + route)).toEqual([
    'warning spec.rules[0].to[0].operation.notPaths[1]: no route of these hosts serves "/user/docs"',
  ]);
  expect(findings(authz, exempt('/users/docs, "/u*"') + route)).toEqual([]);
  expect(findings(authz, exempt('/user/docs', 'other.io') + route)).toEqual([]);
});

test('a provider that authorizes is none for traces, and the other way round', () => {
  const both = mesh('[{name: door, envoyExtAuthzGrpc: {}}, {name: jaeger, zipkin: {}}]');
  expect(findings(authz, telemetry('door') + both)).toHaveLength(1);
  expect(findings(authz, policy('{action: CUSTOM, provider: {name: jaeger}, rules: [{}]}') + both)).toHaveLength(1);
  expect(findings(authz, policy('{action: CUSTOM, provider: {name: door}, rules: [{}]}') + both)).toEqual([]);
});

test('a path that begins with no slash', () => {
  expect(findings(authz, to('{paths: [users/docs]}'))).toEqual([
    'error spec.rules[0].to[0].operation.paths[0]: path "users/docs" begins with neither "/" nor "*"',
  ]);
  expect(findings(authz, to('{paths: ["*/docs", "{*}/docs", /docs]}'))).toEqual([]);
});

test('providers that the settings of the mesh take by default', () => {
  const config = (names: string) => mesh(`[{name: jaeger, zipkin: {}}], defaultProviders: {${names}}`);
  expect(findings(authz, config('tracing: [zipkin]'))).toEqual([
    expect.stringMatching(/defaultProviders\.tracing\[0\]: provider "zipkin" is none for tracing/),
  ]);
  expect(findings(authz, config('tracing: [jaeger], metrics: [prometheus], accessLogging: [envoy]'))).toEqual([]);
});

test('a provider is called at a port that its Service has', () => {
  const service =
    '\n---\n{apiVersion: v1, kind: Service, metadata: {name: door, namespace: gate}, spec: {ports: [{port: 50051}]}}\n';
  const door = (of: string, port: string) =>
    findings(authz, mesh(`[{name: door, envoyExtAuthzGrpc: {service: ${of}, port: ${port}}}]`) + service);
  for (const host of ['door.gate.svc.cluster.local', 'gate/door.gate.svc.cluster.local'])
    expect(door(host, '"50052"')).toEqual([
      expect.stringMatching(/envoyExtAuthzGrpc\.port: port 50052 is none of Service "door", which has 50051$/),
    ]);
  expect(door('door.gate.svc.cluster.local', '50051')).toEqual([]);
  expect(door('door.other.svc.cluster.local', '50052')).toEqual([]);
});

test('a provider asks at a port that is called after another protocol', () => {
  const asks = (kind: string, port: number) =>
    findings(
      authz,
      mesh(`[{name: door, ${kind}: {service: door.gate.svc.cluster.local, port: ${port}}}]`) +
        '\n---\n{apiVersion: v1, kind: Service, metadata: {name: door, namespace: gate}, spec: {ports: [{name: grpc, port: 50051}, {name: metrics, port: 9090}]}}\n',
    );
  expect(asks('envoyExtAuthzGrpc', 50051)).toEqual([]);
  expect(asks('envoyExtAuthzGrpc', 9090)).toEqual([
    expect.stringMatching(/^warning .*port 9090 is called "metrics", and envoyExtAuthzGrpc asks there$/),
  ]);
  expect(asks('envoyExtAuthzHttp', 50051)).toHaveLength(1);
  expect(asks('envoyExtAuthzHttp', 9090)).toEqual([]);
});

test('a policy for hosts that are routed in another environment', () => {
  const route = (host: string) =>
    `---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: api}, spec: {hosts: ["${host}"], gateways: [g]}}\n`;
  const hosts = (all: string) => to(`{hosts: [${all}]}`);
  expect(findings(authz, hosts('api.shop.io') + route('api.dev.shop.io'))).toEqual([
    'error spec.rules[0].to[0].operation.hosts[0]: no route is for host "api.shop.io", as there is for "api.dev.shop.io"',
  ]);
  expect(findings(authz, hosts('api.shop.io, api.dev.shop.io') + route('api.dev.shop.io'))).toEqual([]);
  expect(findings(authz, hosts('api.shop.io') + route('api.other.io'))).toEqual([]);
  expect(findings(authz, hosts('"*.shop.io"') + route('api.dev.shop.io'))).toEqual([]);
});

test('a policy for a gateway by labels that none has', () => {
  const gateway = application(
    'gate',
    'source: {chart: gateway, repoURL: "https://istio-release.storage.googleapis.com/charts", helm: {releaseName: istio-ingressgateway}}',
  );
  const of = (labels: string) =>
    findings(
      authz,
      `${gateway}---\n{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: api}, spec: {selector: {matchLabels: {${labels}}}, rules: [{}]}}\n`,
    );
  expect(of('app: ingressgateway')).toEqual([
    'error spec.selector.matchLabels: no gateway has the labels "app=ingressgateway": there is istio=ingressgateway of release "istio-ingressgateway"',
  ]);
  expect(of('istio: ingressgateway')).toEqual([]);
  expect(of('app: istiod')).toEqual([]);
});
