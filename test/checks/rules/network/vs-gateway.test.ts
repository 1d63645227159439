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

test('routes for sidecars only', () => {
  expect(findings(vsGateway, gateway('[a.io]') + route('a.io', 'http: []'))).toEqual([
    'error spec.hosts[0]: "a.io" has routes for sidecars only, and Gateway gate/g lets it in',
  ]);
  expect(findings(vsGateway, gateway('[a.io]') + route('a', 'http: []'))).toEqual([]);
});
