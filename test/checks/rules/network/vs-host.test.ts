import { vsHost } from '../../../../src/checks/rules/network/vs-host.js';
import { findings } from '../../findings.js';

const service = (name: string, ports: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: api}, spec: {ports: ${ports}}}\n`;
const route = (destination: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {hosts: [shop.io], gateways: [g], http: [{route: [{destination: ${destination}}]}]}
`;
const at = 'error spec.http[0].route[0].destination';

test.each([
  ['{host: b}', '[{port: 80}]', `${at}.host: Service "b" does not exist in namespace "api"`],
  ['{host: a, port: {number: 8000}}', '[{port: 80}]', `${at}.port.number: Service api/a has no port 8000: it has 80`],
  ['{host: a}', '[{port: 80}, {port: 90}]', `${at}: destination "a" names no port: it has 80, 90`],
])('%s', (destination, ports, message) => {
  expect(findings(vsHost, route(destination) + service('a', ports))).toEqual([message]);
});

test('in a namespace that the set does not own it is less sure', () => {
  const text = route('{host: b.data.svc.cluster.local}');
  const pod = '---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: data}, spec: {containers: [{name: a}]}}';
  expect(findings(vsHost, text)).toEqual([]);
  expect(findings(vsHost, text + pod)).toEqual([
    'warning spec.http[0].route[0].destination.host: Service "b" does not exist in namespace "data"',
  ]);
});

test('a DestinationRule for the name that clients call', () => {
  const rule = (host: string) => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: api}
spec: {host: ${host}}
`;
  const ok = route('{host: a}') + service('a', '[{port: 80}]');
  expect(findings(vsHost, ok + rule('shop.io'))).toEqual([
    'error spec.host: "shop.io" is the name that clients call, not a Service',
  ]);
  expect(findings(vsHost, ok + rule('api.elsewhere.io'))).toEqual([]);
});

test('what may come from elsewhere is said once', () => {
  const pod =
    '---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: data}, spec: {containers: [{name: a}]}}\n';
  const first = route('{host: b.data.svc.cluster.local}');
  const second = `---\n${route('{host: c.data.svc.cluster.local}')}`.replace(
    /metadata: \{name: \w+/,
    'metadata: {name: second',
  );
  expect(findings(vsHost, first + second + pod)).toEqual([
    expect.stringMatching(/does not exist in namespace "data"; nor do those that VirtualService \S+ send to$/),
  ]);
});

test('a name alone is read in the own namespace, whatever another has', () => {
  const far = (host: string) =>
    `---\n{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: r, namespace: mesh}, spec: {host: ${host}}}\n`;
  const all = (host: string) => findings(vsHost, service('a', '[{port: 80}]') + far(host));
  expect(all('a')).toEqual(['warning spec.host: Service "a" does not exist in namespace "mesh"']);
  // Nothing shows who is in the namespace, nor that another one is meant.
  expect(all('b')).toEqual([]);
  expect(all('a.elsewhere.svc.cluster.local')).toEqual([]);
  // Every Service of a namespace.
  expect(all('"*.api.svc.cluster.local"')).toEqual([]);
});

test('a chart calls its Services after the release', () => {
  const chart = (name: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: prod-grafana, namespace: argocd}, spec: {source: {repoURL: r, chart: ${name}}, destination: {namespace: view}}}\n`;
  const dev = route('{host: dev-grafana.view.svc.cluster.local}');
  expect(findings(vsHost, dev + chart('grafana'))).toEqual([
    `${at}.host: Service "dev-grafana" does not exist in namespace "view"`,
  ]);
  expect(findings(vsHost, dev.replace('dev-', 'prod-') + chart('grafana'))).toEqual([]);
  expect(findings(vsHost, dev + chart('other'))).toEqual([]);
});

test('the port of a Service that a chart makes', () => {
  const chart = (values: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: board, namespace: argocd}, spec: {destination: {namespace: api}, source: {repoURL: x, chart: grafana, helm: {valuesObject: ${values}}}}}\n`;
  const to = (port: number) => route(`{host: board-grafana, port: {number: ${port}}}`);
  expect(findings(vsHost, to(3000) + chart('{}'))).toEqual([
    `${at}.port.number: the Service that chart grafana makes has no port 3000: it has 80`,
  ]);
  expect(findings(vsHost, to(80) + chart('{}'))).toEqual([]);
  expect(findings(vsHost, to(3000) + chart('{service: {port: 3000}}'))).toEqual([]);
  expect(findings(vsHost, to(3000) + chart('{extraExposePorts: [{port: 3000}]}'))).toEqual([]);
});
