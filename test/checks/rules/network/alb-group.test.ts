import { albGroup } from '../../../../src/checks/rules/network/alb-group.js';
import { findings } from '../../findings.js';

const ingress = (name: string, annotations: Readonly<Record<string, string>>) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: api
  annotations:
    kubernetes.io/ingress.class: alb
${Object.entries(annotations)
  .map(([key, value]) => `    alb.ingress.kubernetes.io/${key}: "${value}"\n`)
  .join('')}`;
const member = (name: string, more: Readonly<Record<string, string>>) => ingress(name, { 'group.name': 'g', ...more });
const key = (name: string) => `metadata.annotations["alb.ingress.kubernetes.io/${name}"]`;

test('two values of what holds for all', () => {
  expect(findings(albGroup, member('a', { 'ssl-policy': 'x' }) + member('b', { 'ssl-policy': 'y' }))).toEqual([
    `error ${key('ssl-policy')}: ssl-policy "y" of group "g" is "x" in Ingress api/a`,
  ]);
});

test('the odd one is said, whichever stands first', () => {
  const [odd, b, c] = ['internal', 'internet-facing', 'internet-facing'].map((scheme, i) =>
    member(`m${i}`, { scheme }),
  );
  expect(findings(albGroup, `${odd}${b}${c}`)).toEqual([
    `error ${key('scheme')}: scheme "internal" of group "g" is "internet-facing" in Ingress api/m1`,
  ]);
});

test('two protocols on a port of one load balancer', () => {
  const [http, https] = ['HTTP', 'HTTPS'].map((protocol) => ({ 'listen-ports': `[{\\"${protocol}\\": 443}]` }));
  expect(findings(albGroup, member('a', https ?? {}) + member('b', http ?? {}))).toEqual([
    `error ${key('listen-ports')}: port 443 of group "g" listens for HTTP, and for HTTPS in Ingress api/a`,
  ]);
  expect(findings(albGroup, member('a', https ?? {}) + member('b', https ?? {}))).toEqual([]);
});

const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/aaaa-1';
const certified = (name: string, arn: string, more = {}) => member(name, { 'certificate-arn': arn, ...more });
const two = certified('a', ARN) + certified('b', ARN);

test.each([
  [
    'region',
    ARN.replace('eu-west-1', 'us-east-1'),
    'a certificate of region "us-east-1": that in Ingress api/a is of "eu-west-1"',
  ],
  [
    'account',
    ARN.replace('3333', '3334'),
    'a certificate of account "111122223334": that in Ingress api/a is of "111122223333"',
  ],
])('a certificate of another %s', (_, arn, message) => {
  expect(findings(albGroup, two + certified('c', arn))).toEqual([`error ${key('certificate-arn')}: ${message}`]);
});

test('a certificate that is a letter otherwise', () => {
  expect(findings(albGroup, two + certified('c', ARN.replace('-1', '-2').replace('eu-west-2', 'eu-west-1')))).toEqual(
    [],
  );
  expect(findings(albGroup, two + certified('c', `${ARN}2`))).toEqual([
    `warning ${key('certificate-arn')}: certificate "aaaa-12" is "aaaa-1" in the other Ingresses`,
  ]);
});

const alone = (name: string, more: Readonly<Record<string, string>>) =>
  ingress('c', { 'certificate-arn': ARN, 'group.name': name, ...more });
const shop = (annotations: Readonly<Record<string, string>> = {}) =>
  ['a', 'b']
    .map((name) => ingress(name, { 'certificate-arn': ARN, 'group.name': 'shop-main', ...annotations }))
    .join('');

test.each(['shop-mian', 'shop-main-dev', 'hop-main'])('a group of one, called nearly as another: %s', (name) => {
  expect(findings(albGroup, shop() + alone(name, {}))).toEqual([
    `warning ${key('group.name')}: group "${name}" has no other member, and group "shop-main" has 2`,
  ]);
});

test('a place in a group that is not named', () => {
  const lost = ingress('c', { 'certificate-arn': ARN, 'group.order': '5' });
  expect(findings(albGroup, shop() + lost)).toEqual([
    `warning ${key('group.order')}: Ingress api/c has a place in a group and names none: group "shop-main" has others`,
  ]);
  const byClass =
    '---\n{apiVersion: elbv2.k8s.aws/v1beta1, kind: IngressClassParams, metadata: {name: alb}, spec: {group: {name: shop-main}}}\n';
  expect(findings(albGroup, shop() + lost + byClass)).toEqual([]);
});

test.each([
  ['another scheme', shop({ scheme: 'internal' }) + alone('shop-mian', { scheme: 'internet-facing' })],
  ['a digit', shop() + alone('shop-main2', {})],
  ['a letter that stands alone', shop().replaceAll('shop-main', 'team-a') + alone('team-b', {})],
  ['another word', shop() + alone('shop-desk', {})],
])('two groups on purpose: %s', (_, text) => {
  expect(findings(albGroup, text)).toEqual([]);
});

test('what makes another load balancer should stand in every member', () => {
  expect(findings(albGroup, member('a', { scheme: 'internal' }) + member('b', {}))).toEqual([
    `warning ${key('group.name')}: scheme of group "g" stands in Ingress api/a and not in Ingress api/b`,
  ]);
});

test.each(['1001', '-2000', 'first', '1.5'])('order %s', (order) => {
  expect(findings(albGroup, member('a', { 'group.order': order }))).toEqual([
    `error ${key('group.order')}: group.order "${order}" is no whole number from -1000 to 1000`,
  ]);
});

test.each([
  ['the same', member('a', { subnets: 'x, y' }) + member('b', { subnets: 'y,x' })],
  ['only on one', member('a', { 'ssl-policy': 'x' }) + member('b', {})],
  ['merged ones', member('a', { tags: 'a=b' }) + member('b', { tags: 'c=d' })],
  [
    'another group',
    member('a', { scheme: 'internal' }) + ingress('b', { 'group.name': 'h', scheme: 'internet-facing' }),
  ],
  ['no group', ingress('a', { scheme: 'internal' }) + ingress('b', { scheme: 'internet-facing' })],
])('silent: %s', (_, text) => {
  expect(findings(albGroup, text)).toEqual([]);
});
