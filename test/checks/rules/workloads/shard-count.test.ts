import { shardCount } from '../../../../src/checks/rules/workloads/shard-count.js';
import { findings } from '../../findings.js';

const pod = (name: string, env: Readonly<Record<string, string>>, more = '') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, env: [${Object.entries(
    env,
  )
    .map(([key, value]) => `{name: ${key}, value: "${value}"}`)
    .join(', ')}]${more}}]}}\n`;

test('two numbers', () => {
  expect(findings(shardCount, pod('a', { FEED_SHARDS: '4' }) + pod('b', { FEED_SHARDS: '8' }))).toEqual([
    'error spec.containers[0].env[0].value: FEED_SHARDS is 8 for "b", and 4 for "a"',
  ]);
});

test('the service that is called after it has none', () => {
  const two = pod('a', { FEED_SHARDS: '4' }) + pod('b', { FEED_SHARDS: '4' });
  expect(findings(shardCount, two + pod('feed-gateway', { LOG: 'x' }))).toEqual([
    'warning spec.containers[0].env: "feed-gateway" is not told FEED_SHARDS, which is 4 for "a"',
  ]);
  const unknown = pod('feed-gateway', { LOG: 'x' }, ', envFrom: [{secretRef: {name: s, optional: true}}]');
  expect(findings(shardCount, two + unknown)).toEqual([]);
});

test.each([
  ['agreed', pod('a', { FEED_SHARDS: '4' }) + pod('b', { FEED_SHARDS: '4' })],
  ['one service alone', pod('a', { FEED_SHARDS: '4' }) + pod('a-canary', { FEED_SHARDS: '8' })],
  ['another variable', pod('a', { FEED_SIZE: '4' }) + pod('b', { FEED_SIZE: '8' })],
])('silent: %s', (_, text) => {
  expect(findings(shardCount, text)).toEqual([]);
});

test('one of many that have names of their own', () => {
  const four = ['A', 'B', 'C', 'D'].map((name) => pod(name.toLowerCase(), { [`${name}_SHARD_COUNT`]: '4' })).join('');
  expect(findings(shardCount, four + pod('e', { SHARD_COUNT: '2' }))).toEqual([
    'warning spec.containers[0].env[0].value: SHARD_COUNT is 2 for "e", and all other counts of shards are 4',
  ]);
  expect(findings(shardCount, four + pod('e', { SHARD_COUNT: '4' }))).toEqual([]);
  const two = pod('e', { SHARD_COUNT: '2' }) + pod('f', { E_SHARD_COUNT: '2' });
  expect(findings(shardCount, four + two)).toEqual([]);
});
