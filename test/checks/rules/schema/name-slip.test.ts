import { nameSlip } from '../../../../src/checks/rules/schema/name-slip.js';
import { deployment, findings } from '../../findings.js';

const check = (text: string) => findings(nameSlip, text);
const five = (of: (name: string, i: number) => string) => ['a', 'b', 'c', 'd', 'e'].map(of).join('');
/** Five objects, of which the last writes `odd` where the others write `usual`. */
const alike = (of: (name: string, written: string) => string, usual: string, odd: string) =>
  five((name, i) => of(name, i === 4 ? odd : usual));

const policy = (name: string, written: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: api}, spec: {podSelector: {}, egress: [{to: [{podSelector: {matchLabels: {app: ${written}}}}]}]}}\n`;
const application = (name: string, written: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: p, destination: {namespace: x}, source: {path: ${name}, repoURL: "https://github.com/team/shop.git", targetRevision: ${written}}}}\n`;
const external = (name: string, written: string) =>
  `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: ${name}, namespace: api}, spec: {data: [{secretKey: k, remoteRef: {key: "${written}/prod/${name}"}}]}}\n`;
const variable = (name: string, written: string) =>
  deployment(name).replace('image: "x:1"', `image: "x:1", env: [{name: ${written}, value: "1"}]`);
const ingress = (name: string, written: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ${name}, namespace: api}, spec: {rules: [{host: ${written}}]}}\n`;
const calling = (name: string, written: string) =>
  deployment(name).replace('image: "x:1"', `image: "x:1", env: [{name: U, value: "http://${written}.tracing.svc:80"}]`);
const told = (name: string, url: string) =>
  deployment(name).replace('image: "x:1"', `image: "x:1", env: [{name: U, value: "${url}"}]`);
const pinned = (name: string, written: string) => deployment(name, `nodeSelector: {${written}: a}`);

test.each([
  ['a label of a policy', alike(policy, 'istiod', 'istid'), 'podSelector with app "istid" is written "istiod" by 4'],
  ['a revision', alike(application, 'develop', 'devlop'), 'revision "devlop" is written "develop" by 4 others'],
  ['a path', alike(external, '/shop', '/shpo'), 'path in the store "/shpo/" is written "/shop/" by 4 others'],
  ['a variable', alike(variable, 'LOG_LEVEL', 'LOG_LEVLE'), 'variable "LOG_LEVLE" is written "LOG_LEVEL" by 4'],
  ['a host', alike(ingress, 'api.shop.eu', 'api.shpo.eu'), 'host "api.shpo.eu" is written "api.shop.eu" by 4'],
  [
    'a host of elsewhere',
    alike(ingress, 'api.dev.shop.eu', 'api.shop.eu'),
    '"api.shop.eu" is written "api.dev.shop.eu"',
  ],
  [
    'a host of elsewhere, in a variable',
    five((name) => ingress(name, 'api.shop.eu')) + told('t', 'https://api.dev.shop.eu/callback'),
    'error spec.template.spec.containers[0].env[0].value: host "api.dev.shop.eu" is written "api.shop.eu" by 5 others',
  ],
  ['a Service', alike(calling, 'collector', 'colector'), '"colector.tracing" is written "collector.tracing" by 4'],
  ['a label of nodes', alike(pinned, 'domain', 'domian'), 'label of a node "domian" is written "domain" by 4 others'],
])('%s', (_, text, message) => {
  expect(check(text)).toEqual([expect.stringContaining(message)]);
});

test('a host of elsewhere that a few write', () => {
  const others = 'abcdefgh';
  const few = (text: string) =>
    check(text + told('t', 'https://api.dev.shop.eu/callback') + ingress('i', 'api.dev.shop.eu'));
  expect(few([...others].map((name) => ingress(name, 'api.shop.eu')).join(''))).toEqual([
    expect.stringMatching(/^error .*env\[0\]\.value: host "api\.dev\.shop\.eu" is written "api\.shop\.eu" by 8/),
    expect.stringMatching(/^error spec\.rules\[0\]\.host: host "api\.dev\.shop\.eu" is written "api\.shop\.eu" by 8/),
  ]);
  expect(few([...others.slice(1)].map((name) => ingress(name, 'api.shop.eu')).join(''))).toEqual([]);
});

test.each([
  [
    'called after the environment',
    alike((name, host) => ingress(`${name}-dev`, host), 'api.shop.eu', 'api.dev.shop.eu'),
  ],
  [
    'a list with hosts of two environments',
    five((name) => ingress(name, 'api.shop.eu')) + told('t', 'https://api.dev.shop.eu,https://api.shop.eu'),
  ],
  ['a digit', alike(policy, 'shop1', 'shop2')],
  ['more than a letter', alike(policy, 'istiod', 'istio').replace('istio}', 'ist}')],
  ['what is too short to tell', alike(policy, 'web', 'wet')],
  ['few others', policy('a', 'istiod') + policy('b', 'istiod') + policy('c', 'istid')],
  ['two that write it', alike(policy, 'istiod', 'istid') + policy('f', 'istid')],
  ['the name of something', alike(policy, 'images', 'image') + deployment('image')],
  [
    'one that has both',
    alike(variable, 'LOG_LEVEL', 'LOG_LEVELS').replace(
      '{name: LOG_LEVELS',
      '{name: LOG_LEVEL, value: x}, {name: LOG_LEVELS',
    ),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const entry = (name: string, written: string) =>
  `---\n{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: ${name}, namespace: api}, spec: {hosts: ["cdn.${written}"]}}\n`;
const traffic = (host: string) =>
  `---\n{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: r, namespace: api}, spec: {host: ${host}.tracing.svc.cluster.local}}\n`;
const route = (host: string) =>
  `---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: api}, spec: {hosts: [t.shop.eu], http: [{route: [{destination: {host: ${host}.tracing.svc.cluster.local}}]}]}}\n`;

test('the domain of a host, where the host itself is written once', () => {
  expect(check(five((name) => ingress(name, `${name}.shop.eu`)) + entry('cdn', 'shpo.eu'))).toEqual([
    'warning spec.hosts[0]: domain "shpo.eu" is written "shop.eu" by 5 others',
  ]);
  expect(check(five((name) => ingress(name, `${name}.shop.eu`)) + entry('cdn', 'photo.eu'))).toEqual([]);
});

test('two Services that nothing shows: either may be the slip', () => {
  expect(check(route('collector') + traffic('colector'))).toEqual([
    'warning spec.http[0].route[0].destination.host: Service "collector.tracing" is written "colector.tracing" by DestinationRule api/r',
    'warning spec.host: Service "colector.tracing" is written "collector.tracing" by VirtualService api/v',
  ]);
  expect(check(route('collector') + traffic('Collector'))).toHaveLength(1);
  expect(check(route('collector') + traffic('receiver'))).toEqual([]);
});
