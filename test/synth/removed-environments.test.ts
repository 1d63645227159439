import { earlyEnvironments, unsaidEnvironments } from '../../src/synth/removed-environments.js';
import { setOf } from '../manifest/set-of.js';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }';
const store = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis, namespace: data }
spec: { volumeClaimTemplates: [{ metadata: { name: data } }] }`;
const named = (name: string, ...texts: string[]) => {
  const set = setOf(texts.join('\n---\n'));
  return Object.assign(Object.create(set), { name });
};

test('one that is gone without a word is an error, which names what holds data', () => {
  const [found, ...more] = unsaidEnvironments({}, ['live'], [named('test', namespace, store), named('live', store)]);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    rule: 'removal-unsaid',
    severity: 'error',
    message: 'environment "test" leaves the fleet, and the fleet does not say that it may',
    why: expect.stringContaining('with StatefulSet data/redis, and nobody'),
    fix: expect.stringContaining("removed: { test: 'its cluster was shut down' }"),
  });
});

test('a name that is no identifier is quoted in what to type', () => {
  expect(unsaidEnvironments({}, ['live'], [named('pre-prod', namespace)])[0]?.fix).toContain("removed: { 'pre-prod': ");
});

test.each([
  ['it is said', { test: 'gone' }, [namespace]],
  ['nothing in it holds data', {}, ['apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: b }']],
] as const)('not where %s', (_, removed, texts) => {
  expect(unsaidEnvironments(removed, ['live'], [named('test', ...texts)])).toEqual([]);
});

test('a word without a reason is none', () => {
  expect(unsaidEnvironments({ test: ' ' }, ['live'], [named('test', namespace)])).toHaveLength(1);
});

test('a word about one that is there is a warning', () => {
  expect(earlyEnvironments({ live: 'x', test: 'y' }, ['live'])).toMatchObject([
    { rule: 'removal-early', severity: 'warning', message: expect.stringContaining('"live"') },
  ]);
});
