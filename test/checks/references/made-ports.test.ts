import { hostUnresolved } from '../../../src/checks/rules/network/host-unresolved.js';
import { findings } from '../findings.js';

const called = (apiVersion: string, kind: string, url: string, spec = '') =>
  findings(
    hostUnresolved,
    `---
{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: data}, spec: {${spec}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {URL: "${url}"}}
`,
  );
const REDIS = ['databases.spotahome.com/v1', 'RedisFailover'] as const;
const MQ = ['rabbitmq.com/v1beta1', 'RabbitmqCluster'] as const;

test.each([
  [...REDIS, 'rfs-a.data.svc', 'redis://rfs-a.data.svc:6379/0', 26379],
  [...REDIS, 'rfr-a.data.svc', 'redis://rfr-a.data.svc:26379', 6379],
  ['acid.zalan.do/v1', 'postgresql', 'a.data.svc', 'postgresql://a.data.svc:6432/x', 5432],
  ['postgresql.cnpg.io/v1', 'Cluster', 'a-rw.data.svc', 'postgresql://a-rw.data.svc:5433/x', 5432],
  ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'a-es-http.data.svc', 'https://a-es-http.data.svc', 9200],
  ['kibana.k8s.elastic.co/v1', 'Kibana', 'a-kb-http.data.svc', 'https://a-kb-http.data.svc:9200', 5601],
  [...MQ, 'a.data.svc', 'amqp://a.data.svc:5673/', 5672],
])('%s %s: %s', (apiVersion, kind, host, url, port) => {
  const [said, ...more] = called(apiVersion, kind, url);
  expect(more).toEqual([]);
  expect(said).toMatch(`error data.URL: host "${host}" is called on port`);
  expect(said).toMatch(`what ${kind} data/a makes of that name answers on ${port}`);
});

test.each([
  [...REDIS, 'redis://rfrm-a.data.svc/0'],
  [...REDIS, 'redis://rfr-a.data.svc:6380/0', 'redis: {port: 6380}'],
  [...MQ, 'http://a.data.svc:15692/metrics'],
  [...MQ, 'amqp://a.data.svc:5673/', 'override: {service: {spec: {ports: [{port: 5673}]}}}'],
  ['redis.redis.opstreelabs.in/v1beta2', 'RedisReplication', 'redis://a.data.svc:7000'],
])('silent: %s %s: %s %s', (apiVersion, kind, url, spec = '') => {
  expect(called(apiVersion, kind, url, spec)).toEqual([]);
});
