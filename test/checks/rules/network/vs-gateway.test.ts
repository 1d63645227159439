import { vsGateway } from '../../../../src/checks/rules/network/vs-gateway.js';
import { within } from '../../../../src/network/gateway-hosts.js';
import { findings } from '../../findings.js';

const gateway = (hosts: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: g, namespace: gate}
spec: {servers: [{hosts: ${hosts}}]}
---
`;
const route = (host: string, gateways = 'gateways: [gate/g]') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {hosts: ["${host}"], ${gateways}}
`;

test.each([
  ['a.shop.io', '*.shop.io', true],
  ['a.b.shop.io', '*.shop.io', true],
  ['shop.io', '*.shop.io', false],
  ['*.a.shop.io', '*.shop.io', true],
  ['*', '*.shop.io', false],
  ['a.shop.io', '*', true],
])('%s within %s: %p', (host, wide, expected) => {
  expect(within(host, wide)).toBe(expected);
});

test('no server takes the host', () => {
  expect(findings(vsGateway, gateway('[a.io, ./b.io]') + route('c.io'))).toEqual([
    'error spec.servers[0].hosts: no server takes host "c.io", for which VirtualService api/a has routes',
  ]);
  expect(findings(vsGateway, gateway('[a.io, ./b.io]') + route('*'))).toHaveLength(1);
  expect(findings(vsGateway, gateway('[a.io, ./b.io]') + route('b.io'))).toEqual([]);
});

test('the gateway is missing', () => {
  expect(findings(vsGateway, gateway('[a.io]') + route('a.io', 'gateways: [gate/h]'))).toEqual([
    'error spec.gateways[0]: Gateway "h" does not exist in namespace "gate"',
  ]);
});

test('what Flagger makes a VirtualService of', () => {
  const canary = (host: string, name = 'gate/g') =>
    `---\n{apiVersion: flagger.app/v1beta1, kind: Canary, metadata: {name: a, namespace: api}, spec: {provider: istio, service: {port: 80, hosts: [${host}], gateways: [${name}]}}}\n`;
  expect(findings(vsGateway, gateway('[a.io]') + canary('a.io'))).toEqual([]);
  expect(findings(vsGateway, gateway('[a.io]') + canary('a.io', 'mesh'))).toEqual([]);
  expect(findings(vsGateway, gateway('[a.io]') + canary('b.io'))).toEqual([
    'error spec.servers[0].hosts: no server takes host "b.io", for which Canary api/a has routes',
  ]);
  expect(findings(vsGateway, gateway('[a.io]') + canary('a.io', 'gate/h'))).toEqual([
    'error spec.service.gateways[0]: Gateway "h" does not exist in namespace "gate"',
  ]);
});

test('routes for sidecars only', () => {
  expect(findings(vsGateway, gateway('[a.io]') + route('a.io', 'http: []'))).toEqual([
    'error spec.hosts[0]: "a.io" has routes for sidecars only, and Gateway gate/g lets it in',
  ]);
  expect(findings(vsGateway, gateway('[a.io]') + route('a', 'http: []'))).toEqual([]);
});

test('a selector that no gateway of the charts has', () => {
  const chart = (release: string, values = '{}') =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${release}, namespace: argocd}, spec: {source: {repoURL: "https://istio-release.storage.googleapis.com/charts", chart: gateway, helm: {valuesObject: ${values}}}}}\n`;
  const entry =
    '---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: mesh}, spec: {selector: {istio: ingressgateway}, servers: []}}\n';
  expect(findings(vsGateway, entry + chart('prod-istio-ingressgateway'))).toEqual([
    'error spec.selector: no gateway has the labels "istio=ingressgateway": there is istio=prod-istio-ingressgateway of release "prod-istio-ingressgateway"',
  ]);
  expect(findings(vsGateway, entry + chart('istio-ingressgateway'))).toEqual([]);
  expect(findings(vsGateway, entry + chart('prod', '{labels: {istio: ingressgateway}}'))).toEqual([]);
  expect(findings(vsGateway, entry + chart('prod', '{name: istio-ingressgateway}'))).toEqual([]);
  expect(findings(vsGateway, entry)).toEqual([]);
  const pod =
    '---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: x, labels: {istio: ingressgateway}}, spec: {containers: []}}\n';
  expect(findings(vsGateway, entry + chart('prod') + pod)).toEqual([]);
});
