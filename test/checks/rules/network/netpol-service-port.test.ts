import { netpolServicePort } from '../../../../src/checks/rules/network/netpol-service-port.js';
import { findings } from '../../findings.js';

const pods = (port = 8000, targetPort: string | number = 'http') => `---
apiVersion: v1
kind: Pod
metadata: {name: stock, namespace: store, labels: {app: stock}}
spec: {containers: [{name: app, image: "x:1", ports: [{name: http, containerPort: ${port}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: stock, namespace: store}
spec: {selector: {app: stock}, ports: [{port: 80, targetPort: ${targetPort}}]}
`;
const policy = (namespace: string, spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: ${namespace}}
spec: {podSelector: {}, ${spec}}
`;
const to =
  'to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: store}}, podSelector: {matchLabels: {app: stock}}}]';
const message = 'port 80 is that of Service "stock", its pods listen on 8000';

it('is found at both ends', () => {
  expect(findings(netpolServicePort, pods() + policy('store', 'ingress: [{ports: [{port: 80}]}]'))).toEqual([
    `error spec.ingress[0].ports[0].port: ${message}`,
  ]);
  expect(findings(netpolServicePort, pods() + policy('shop', `egress: [{${to}, ports: [{port: 80}]}]`))).toEqual([
    `error spec.egress[0].ports[0].port: ${message}`,
  ]);
});

it.each([
  ['the port of the pod', pods(), '{ports: [{port: 8000}]}'],
  ['a Service that changes nothing', pods(80), '{ports: [{port: 80}]}'],
  ['a port that no Service has', pods(), '{ports: [{port: 9999}]}'],
  ['a range', pods(), '{ports: [{port: 80, endPort: 9000}]}'],
  ['a name', pods(), '{ports: [{port: http}]}'],
  ['pods that nobody declares', '', '{ports: [{port: 80}]}'],
])('silent: %s', (_, given, rule) => {
  expect(findings(netpolServicePort, given + policy('store', `ingress: [${rule}]`))).toEqual([]);
});

it('is silent where one of several pods has the port', () => {
  const other = pods(80, 80).replaceAll('name: stock', 'name: other').replaceAll('app: stock', 'app: other');
  expect(
    findings(netpolServicePort, `${pods()}${other}${policy('store', 'ingress: [{ports: [{port: 80}]}]')}`),
  ).toEqual([]);
});

it('is of pods that the selector does not mean', () => {
  const other = pods(50051).replaceAll('stock', 'stock-grpc');
  const selected = (label: string, port: number) =>
    policy('store', `ingress: [{ports: [{port: ${port}}]}]`).replace(
      'podSelector: {}',
      `podSelector: {matchLabels: {app: ${label}}}`,
    );
  const of = (label: string, port: number) => findings(netpolServicePort, pods() + other + selected(label, port));
  expect(of('stock', 50051)).toEqual([
    'warning spec.podSelector: it opens 50051: its pods list 8000, and "stock-grpc" lists that',
  ]);
  expect(of('stock-grpc', 50051)).toEqual([]);
  expect(of('stock', 9000)).toEqual([]);
  expect(of('stock', 15020)).toEqual([]);
});
