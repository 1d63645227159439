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
