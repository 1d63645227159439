import { rowOf } from '../../../src/manifest/kinds.js';
import type { JsonObject } from '../../../src/manifest/manifest.js';
import { hiddenBehind } from '../../../src/network/visible-calls.js';

const made = (apiVersion: string, kind: string, spec: JsonObject = {}, labels: JsonObject = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'logs', namespace: 'data', labels },
  spec,
});
const pods = (object: ReturnType<typeof made>) =>
  (rowOf(object)?.pods?.(object) ?? []).map(({ type, labels }) => [type, Object.fromEntries(labels)]);
const behind = (object: ReturnType<typeof made>, service: string) => {
  const { apiVersion, kind, metadata } = object;
  const by = { ref: { apiVersion, kind, ...metadata }, object, origin: { file: 'a.yaml' } };
  const end = hiddenBehind({ name: service, namespace: 'data' }, { is: 'made', by, strength: 'strict' });
  return end.labels && Object.fromEntries(end.labels);
};

const eck = 'elasticsearch.k8s.elastic.co/v1';
const own = { 'common.k8s.elastic.co/type': 'elasticsearch', 'elasticsearch.k8s.elastic.co/cluster-name': 'logs' };
const group = (labels: JsonObject) => ({ name: 'a', podTemplate: { metadata: { labels } } });

test('each group of nodes has the labels of its own pod template, and none of the resource', () => {
  const search = made(eck, 'Elasticsearch', { nodeSets: [group({ tier: 'hot' }), { name: 'b' }] }, { team: 'blue' });
  expect(pods(search)).toEqual([
    ['elasticsearch', { tier: 'hot', ...own }],
    ['elasticsearch', own],
  ]);
});

test('behind a Service of several groups, certain is what all of them have', () => {
  const groups = (...tiers: string[]) => ({ nodeSets: tiers.map((tier) => group({ app: 'search', tier })) });
  expect(behind(made(eck, 'Elasticsearch', groups('hot', 'cold')), 'logs-es-http')).toEqual({ app: 'search', ...own });
  expect(behind(made(eck, 'Elasticsearch', groups('hot')), 'logs-es-http')).toEqual({
    app: 'search',
    tier: 'hot',
    ...own,
  });
});

const recommended = (component: string, partOf: string) => ({
  'app.kubernetes.io/name': 'logs',
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/part-of': partOf,
});

test('RabbitMQ hands on labels of the resource, but for the recommended ones', () => {
  const labels = { team: 'blue', 'app.kubernetes.io/version': '4' };
  expect(pods(made('rabbitmq.com/v1beta1', 'RabbitmqCluster', {}, labels))).toEqual([
    ['rabbitmq', { team: 'blue', ...recommended('rabbitmq', 'rabbitmq') }],
  ]);
});

const failover = (spec: JsonObject = {}) => made('databases.spotahome.com/v1', 'RedisFailover', spec, { team: 'blue' });

test.each([
  ['rfr-logs', 'redis'],
  ['rfrm-logs', 'redis'],
  ['rfrs-logs', 'redis'],
  ['rfs-logs', 'sentinel'],
])('behind %s stand the pods of %s', (service, component) => {
  expect(behind(failover(), service)).toEqual({ team: 'blue', ...recommended(component, 'redis-failover') });
});

test('a white list says which labels of a RedisFailover are taken: of none it is certain', () => {
  const chosen = failover({ labelWhitelist: ['^app'] });
  expect(behind(chosen, 'rfr-logs')).toEqual(recommended('redis', 'redis-failover'));
  expect(
    rowOf(chosen)
      ?.pods?.(chosen)
      .map(({ open }) => open),
  ).toEqual([undefined, undefined]);
});

test('of other operators some labels are certain, and any may be there besides', () => {
  const object = made('postgresql.cnpg.io/v1', 'Cluster');
  expect(rowOf(object)?.pods?.(object)).toEqual([
    { type: 'postgresql', labels: new Map([['cnpg.io/cluster', 'logs']]) },
  ]);
});
