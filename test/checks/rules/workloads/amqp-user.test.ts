import { amqpUser } from '../../../../src/checks/rules/workloads/amqp-user.js';
import { findings } from '../../findings.js';

const cluster = (config = '') =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: mq, namespace: data}, spec: {rabbitmq: {additionalConfig: "${config}"}}}\n`;
const url = (user: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {URL: "amqp://${user}:made-up@mq.data.svc:5672/"}}\n`;
const user = (secret: string) =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: User, metadata: {name: u, namespace: data}, spec: {importCredentialsSecret: {name: s}, rabbitmqClusterReference: {name: mq}}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: data}, ${secret}}\n`;
const check = (text: string) => findings(amqpUser, text);

test('a user that is not there', () => {
  expect(check(cluster('default_user = admin') + url('shop'))).toEqual([
    'warning data.URL: user "shop" is not declared for RabbitmqCluster data/mq; there are: "admin"',
  ]);
  expect(check(cluster() + user('data: {username: c2hvcDI=}') + url('shop'))).toEqual([
    expect.stringMatching(/there are: "shop2"$/),
  ]);
});

test('guest, which the operator replaces', () => {
  expect(check(cluster() + url('guest'))).toEqual([expect.stringMatching(/^error .*none but the one/)]);
});

test.each([
  ['declared', cluster() + user('stringData: {username: shop}') + url('shop')],
  ['the first user', cluster('default_user = shop') + url('shop')],
  ['a Secret that is not shown', cluster() + user('data: {}') + url('shop')],
  ['definitions are loaded', cluster('load_definitions = /x.json') + url('shop')],
  ['filled in', cluster() + url('{{ .user }}')],
  ['a name that the operator made up', cluster() + url('default_user_Abc')],
  ['another broker', url('guest')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

const topology = (kind: string, spec: string) =>
  `---\n{apiVersion: rabbitmq.com/v1beta1, kind: ${kind}, metadata: {name: ${kind.toLowerCase()}, namespace: data}, spec: {${spec}, rabbitmqClusterReference: {name: mq}}}\n`;
const queue = topology('Queue', 'name: q, vhost: shop');
const permission = (vhost: string, reference = 'u') =>
  topology('Permission', `vhost: ${vhost}, userReference: {name: ${reference}}`);

test('a user that may do nothing where the queues are', () => {
  const shop = cluster() + user('stringData: {username: shop}') + queue;
  const none = 'warning user "u" has no permission in any vhost; the queues are in "shop"';
  expect(check(shop)).toEqual([none]);
  expect(check(shop + permission('shop', 'other'))).toEqual([none]);
  expect(check(shop + permission('/'))).toEqual([
    'warning spec.vhost: the permission is for vhost "/", and all queues are declared in "shop"',
  ]);
  expect(check(shop + permission('shop'))).toEqual([]);
  expect(check(cluster() + user('stringData: {username: shop}'))).toEqual([]);
});

test('a password that is filled in: whoever set it up elsewhere made the user, unless the others are called otherwise', () => {
  const filled = (...users: string[]) =>
    users
      .map((name, i) => url(name).replace('made-up', '{{ .password | urlquery }}').replace('name: c,', `name: c${i},`))
      .join('');
  const of = (...users: string[]) => check(cluster('default_user = first') + filled(...users));
  expect(of('admin', 'admin', 'admin', 'shop')).toEqual([expect.stringContaining('user "shop"')]);
  expect(of('admin', 'admin', 'admin')).toEqual([]);
  expect(of('admin', 'shop')).toEqual([]);
});
