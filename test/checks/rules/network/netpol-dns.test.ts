import { netpolDns } from '../../../../src/checks/rules/network/netpol-dns.js';
import { findings } from '../../findings.js';

const pod = (env = '') => `---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop, labels: {app: cart}}
spec: {containers: [{name: app, image: "x:1", env: [${env}]}]}
`;
const egress = (...rules: string[]) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress], egress: [${rules.join(', ')}]}
`;
const some = '{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}';
const dns = (peer: string, ...protocols: string[]) =>
  `{${peer}ports: [${protocols.map((protocol) => `{port: 53, protocol: ${protocol}}`).join(', ')}]}`;
const server =
  'to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ';
const udp = 'error spec.egress: "cart" cannot look up names: port 53 is closed for UDP';
const tcp = 'warning spec.egress: "cart" cannot look up names over TCP: port 53 is open for UDP only';

it.each([
  ['no rule for it', [some], [udp]],
  ['a port without protocol, which is TCP', [some, '{ports: [{port: 53}]}'], [udp]],
  ['UDP only', [some, dns(server, 'UDP')], [tcp]],
  ['another label', [some, dns(server.replace('kube-dns', 'coredns'), 'UDP', 'TCP')], [udp]],
  ['another namespace', [some, dns(server.replace('kube-system', 'kube-public'), 'UDP', 'TCP')], [udp]],
  ['both protocols', [some, dns(server, 'UDP', 'TCP')], []],
  [
    'the whole namespace',
    [dns('to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ', 'UDP', 'TCP')],
    [],
  ],
  ['any peer', [some, dns('', 'UDP', 'TCP')], []],
  ['everything', ['{}'], []],
  ["the node's cache", [some, dns('to: [{ipBlock: {cidr: 169.254.20.10/32}}], ', 'UDP', 'TCP')], []],
])('%s', (_, rules, expected) => {
  expect(findings(netpolDns, pod() + egress(...rules))).toEqual(expected);
});

it('is asked of a pod that is closed altogether only when it is told a host', () => {
  expect(findings(netpolDns, pod() + egress())).toEqual([]);
  const service =
    '---\n{apiVersion: v1, kind: Service, metadata: {name: db, namespace: data}, spec: {ports: [{port: 5432}]}}\n';
  expect(findings(netpolDns, pod('{name: URL, value: "postgres://db.data.svc"}') + service + egress())).toEqual([udp]);
});

it('is not asked of pods that no policy isolates', () => {
  expect(
    findings(netpolDns, pod() + egress().replace('podSelector: {}', 'podSelector: {matchLabels: {app: till}}')),
  ).toEqual([]);
});

it('is said once for all pods of a policy', () => {
  const more = ['a', 'b', 'c', 'd'].map((name) => pod().replace('name: cart', `name: ${name}`)).join('');
  expect(findings(netpolDns, more + egress(some))).toEqual([
    'error spec.egress: "a", "b", "c" and 1 more cannot look up names: port 53 is closed for UDP',
  ]);
});

it('names the policy that other namespaces have for it', () => {
  const open = (namespace: string) =>
    egress(dns('', 'UDP', 'TCP')).replace('name: out, namespace: shop', `name: allow-dns, namespace: ${namespace}`);
  expect(findings(netpolDns, pod() + egress(some) + open('a') + open('b'))).toEqual([
    `${udp}: the policy "allow-dns" is missing here, which a and b have`,
  ]);
});
