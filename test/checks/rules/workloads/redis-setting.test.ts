import { redisSetting } from '../../../../src/checks/rules/workloads/redis-setting.js';
import { deployment, findings } from '../../findings.js';

const failover = (redis: string, sentinel = '') =>
  `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: a, namespace: data}, spec: {redis: {${redis}}, sentinel: {${sentinel}}}}\n`;
const configured = (line: string, limit = '256Mi') =>
  findings(redisSetting, failover(`customConfig: ['${line}'], resources: {limits: {memory: ${limit}}}`));
const at = 'error spec.redis.customConfig[0]:';

test.each([
  ['maxmemory 256mb', `${at} "maxmemory" is 256mb, and the container may have 256Mi`],
  ['maxmemory 256Mi', `${at} "maxmemory" is "256Mi", which is no amount of memory`],
  [
    'maxmemory-policy=noeviction',
    `${at} "maxmemory-policy=noeviction" is no setting of Redis: a space stands before the value`,
  ],
  ['appendonly true', `${at} "appendonly" is "true", allowed are "yes", "no"`],
  ['maxmemory-polcy noeviction', `${at} "maxmemory-polcy" is no setting of Redis`],
  ['down-after-milliseconds 5000', `${at} "down-after-milliseconds" is no setting of a server`],
])('%s', (line, said) => {
  expect(configured(line)).toEqual([said]);
});

test('a policy that is a letter off', () => {
  expect(configured('maxmemory-policy allkey-lru')[0]).toMatch(
    '"maxmemory-policy" is "allkey-lru", allowed are "noeviction"',
  );
});

test('a setting of the server for a sentinel', () => {
  expect(findings(redisSetting, failover('', "customConfig: ['maxmemory 1mb']"))).toEqual([
    'error spec.sentinel.customConfig[0]: "maxmemory" is no setting of a sentinel',
  ]);
});

test('what a container starts the server with', () => {
  const started = (args: string) =>
    findings(
      redisSetting,
      deployment('cache').replace(
        'image: "x:1"',
        () => `image: "x:1", command: [redis-server], args: [${args}], resources: {limits: {memory: 100M}}`,
      ),
    );
  expect(started('--maxmemory, 101m')).toHaveLength(1);
  expect(started('"--maxmemory 90mb --save --appendonly no"')).toEqual([]);
});

const called = (kind: string, spec: string, database: string) =>
  findings(
    redisSetting,
    `---\n{apiVersion: ${kind === 'RedisFailover' ? 'databases.spotahome.com/v1' : 'redis.redis.opstreelabs.in/v1beta2'}, kind: ${kind}, metadata: {name: a, namespace: data}, spec: {${spec}}}\n${deployment(
      'shop',
    ).replace(
      'image: "x:1"',
      () =>
        `image: "x:1", env: [{name: URL, value: 'redis://${kind === 'RedisFailover' ? 'rfrm-a' : 'a'}.data.svc:6379/${database}'}]`,
    )}`,
  ).map((line) => line.replace(/^.*asked for: /, ''));

test('a database that the server does not have', () => {
  expect(called('RedisFailover', 'redis: {}', '16')).toEqual(['RedisFailover "a" has 0 to 15']);
  expect(called('RedisCluster', 'clusterSize: 3', '1')).toEqual(['RedisCluster "a" has only 0']);
});

test.each([
  'maxmemory 192mb',
  'maxmemory 0',
  'maxmemory $(MAX)',
  'save ""',
  'something-new 1',
  'maxmemory-policy volatile-ttl',
])('silent: %s', (line) => {
  expect(configured(line)).toEqual([]);
});

test('silent: databases that it has', () => {
  expect(called('RedisFailover', 'redis: {}', '15')).toEqual([]);
  expect(called('RedisFailover', "redis: {customConfig: ['databases 32']}", '31')).toEqual([]);
});
