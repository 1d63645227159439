import { netpolUnused } from '../../../../src/checks/rules/network/netpol-unused.js';
import type { Call, Facts } from '../../../../src/cluster/facts.js';
import { findings } from '../../findings.js';

const pod = (name: string) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec: {containers: [{name: app, image: "x:1", ports: [{containerPort: 8000}]}]}
`;
const pods = pod('cart') + pod('stock') + pod('till');
const policy = (...rules: string[]) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: stock, namespace: shop}
spec: {podSelector: {matchLabels: {app: stock}}, policyTypes: [Ingress], ingress: [${rules.join(', ')}]}
`;
const end = (name: string) => ({ name, namespace: 'shop', labels: { app: name } });
const call = (from: Call['from']): Call => ({ from, to: end('stock'), port: 8000, protocol: 'TCP', purpose: 'uses' });
const network = { pods: '192.168.0.0/16', services: '10.96.0.0/12', podsRoutable: false };
const facts: Facts = { network, calls: [call(end('cart'))] };
const cart = '{podSelector: {matchLabels: {app: cart}}}';
const needed = `{from: [${cart}], ports: [{port: 8000}]}`;

it.each([
  ['just what is needed', [needed], []],
  [
    'a rule more',
    [needed, '{from: [{podSelector: {matchLabels: {app: till}}}], ports: [{port: 8000}]}'],
    ['spec.ingress[1]: an ingress rule opens a connection that nobody needs'],
  ],
  [
    'a rule that opens everything besides',
    ['{}', needed],
    ['spec.ingress[0]: an ingress rule opens a connection that nobody needs'],
  ],
  ['the same rule twice', [needed, needed], ['spec.ingress[1]: an ingress rule opens a connection that nobody needs']],
  [
    'a peer more',
    [`{from: [${cart}, {ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 8000}]}`],
    ['spec.ingress[0].from[1]: an ingress rule names a peer that nobody needs'],
  ],
  [
    'a port more',
    [`{from: [${cart}], ports: [{port: 8000}, {port: 9000}]}`],
    ['spec.ingress[0].ports[1]: an ingress rule opens a port that nobody needs'],
  ],
  [
    'a rule that is too wide',
    ['{from: [{podSelector: {}}], ports: [{port: 8000}]}'],
    ['spec.ingress[0]: an ingress rule lets "till" in to "stock" on TCP 8000, which it does not need'],
  ],
  [
    'anybody',
    ['{}'],
    ['spec.ingress[0]: an ingress rule lets "till" in to "stock" on TCP 8000, which it does not need'],
  ],
])('%s', (_, rules, expected) => {
  expect(findings(netpolUnused, pods + policy(...rules), facts)).toEqual(expected.map((line) => `warning ${line}`));
});

it('knows addresses', () => {
  const balancer = { name: 'load balancer', range: '10.0.0.0/16' };
  const open = (cidr: string) => policy(`{from: [{ipBlock: {cidr: ${cidr}}}], ports: [{port: 8000}]}`);
  const known: Facts = { network, calls: [call(balancer)] };
  expect(findings(netpolUnused, pods + open('10.0.0.0/16'), known)).toEqual([]);
  expect(findings(netpolUnused, pods + open('10.7.0.0/16'), known)).toEqual([
    'warning spec.ingress[0]: an ingress rule opens a connection that nobody needs',
  ]);
});

it('holds egress to the same', () => {
  const out = (peer: string) =>
    policy(`{to: [${peer}], ports: [{port: 8000}]}`)
      .replace('app: stock}}', 'app: cart}}')
      .replaceAll('ngress', 'gress')
      .replace('[Igress]', '[Egress]')
      .replace('igress:', 'egress:');
  expect(findings(netpolUnused, pods + out('{podSelector: {matchLabels: {app: stock}}}'), facts)).toEqual([]);
  expect(findings(netpolUnused, pods + out('{podSelector: {}}'), facts)).toEqual([
    'warning spec.egress[0]: an egress rule lets "cart" out to "till" on TCP 8000, which it does not need',
  ]);
});

it('counts calls that are only to be seen as needed: that nobody declared them is said by another rule', () => {
  const told = pod('till').replace(
    'image: "x:1"',
    'image: "x:1", env: [{name: URL, value: "http://stock.shop.svc:8000"}]',
  );
  const service =
    '---\n{apiVersion: v1, kind: Service, metadata: {name: stock, namespace: shop}, spec: {selector: {app: stock}, ports: [{port: 8000}]}}\n';
  const both = policy(needed, '{from: [{podSelector: {matchLabels: {app: till}}}], ports: [{port: 8000}]}');
  expect(findings(netpolUnused, pod('cart') + pod('stock') + told + service + both, facts)).toEqual([]);
});
