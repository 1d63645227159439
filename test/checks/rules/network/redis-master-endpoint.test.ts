import { redisMasterEndpoint } from '../../../../src/checks/rules/network/redis-master-endpoint.js';
import { deployment, findings } from '../../findings.js';

const told = (url: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "${url}"}]`);
const failover = (replicas: number) =>
  `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: kv, namespace: data}, spec: {redis: {replicas: ${replicas}}}}\n`;
const chart = (values: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: kv-redis, namespace: argocd}, spec: {project: default, destination: {namespace: data}, source: {repoURL: x, chart: redis, helm: {values: "${values}"}}}}\n`;
const check = (text: string) => findings(redisMasterEndpoint, text);
const field = 'spec.template.spec.containers[0].env[0].value';

test('Services that lead to replicas of Redis too', () => {
  expect(check(told('redis://rfr-kv.data.svc:6379') + failover(3))).toEqual([
    `warning ${field}: host "rfr-kv.data.svc" leads to all 3 pods of it, and replicas refuse writes`,
  ]);
  expect(check(told('redis://kv-redis.data.svc:6379') + chart('sentinel: {enabled: true}'))).toHaveLength(1);
});

test('several that name it are one report', () => {
  const both = told('redis://rfr-kv.data.svc:6379') + told('redis://rfr-kv.data.svc:6379').replaceAll('shop', 'cart');
  expect(check(both + failover(3))).toEqual([expect.stringContaining(', also in 1 more objects')]);
});

test.each([
  ['the master', told('redis://rfrm-kv.data.svc:6379') + failover(3)],
  ['one node', told('redis://rfr-kv.data.svc:6379') + failover(1)],
  ['one pod of the Service', told('redis://rfr-kv-0.rfr-kv.data.svc:6379') + failover(3)],
  ['a chart that has one node', told('redis://kv-redis-master.data.svc:6379') + chart('architecture: standalone')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('many objects with many hosts of replicas: one report, at what several pods read', () => {
  const maps =
    '---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: shared, namespace: api}, data: {URL: "redis://rfr-kv.data.svc:6379"}}\n';
  const other = failover(3).replace('name: kv', 'name: kv2');
  const found = check(told('redis://rfr-kv2.data.svc:6379') + maps + failover(3) + other);
  expect(found).toEqual([
    'warning data.URL: host "rfr-kv.data.svc" leads to all 3 pods of it, and replicas refuse writes, also in 1 more objects; so do "rfr-kv2.data.svc"',
  ]);
});

test('a Service that is called after the master and leads to every pod', () => {
  const service = (name: string, more = '') =>
    `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: data}, spec: {selector: {app.kubernetes.io/component: redis, app.kubernetes.io/name: kv${more}}}}\n`;
  expect(check(service('kv-master') + failover(3))).toEqual([
    'warning spec.selector: Service "kv-master" leads to all 3 pods of RedisFailover data/kv',
  ]);
  expect(check(service('kv-master', ', redisfailovers-role: master') + failover(3))).toEqual([]);
  expect(check(service('kv-all') + failover(3))).toEqual([]);
  expect(check(service('kv-master') + failover(1))).toEqual([]);
});
