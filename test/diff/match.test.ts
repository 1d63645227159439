import { diffSets } from '../../src/diff/diff.js';
import { matchObjects } from '../../src/diff/match.js';
import { setOf } from '../manifest/set-of.js';

const config = (name: string, namespace: string, data: string, version = 'v1') => `
apiVersion: ${version}
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}}
data: {${data}}
`;
const shown = (before: string, after: string) => {
  const { same, renamed, added, removed } = matchObjects(setOf(before), setOf(after));
  return { same: same.length, renamed: renamed.length, added: added.length, removed: removed.length };
};

test('the version of an API does not make another object', () => {
  const hpa = (version: string) =>
    `{apiVersion: autoscaling/${version}, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: b}}`;
  expect(shown(hpa('v1'), hpa('v2'))).toEqual({ same: 1, renamed: 0, added: 0, removed: 0 });
});

test('alike under another name is a rename; unlike is not', () => {
  const a = config('a', 'n', 'A: "1", B: "2", C: "3", D: "4"');
  expect(shown(a, config('b', 'n', 'A: "1", B: "2", C: "3", D: "5"'))).toMatchObject({ renamed: 1, added: 0 });
  expect(shown(a, config('b', 'n', 'X: "1", Y: "2", Z: "3"'))).toMatchObject({ renamed: 0, added: 1, removed: 1 });
});

test('small things that are alike by chance are no rename', () => {
  const account = (name: string) => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: ${name}, namespace: n}}`;
  expect(shown(account('a'), account('b'))).toMatchObject({ renamed: 0, added: 1, removed: 1 });
});

test('each old object becomes at most one new one', () => {
  const data = 'A: "1", B: "2", C: "3", D: "4"';
  const after = [config('c', 'm', data), config('d', 'm', data)].join('---');
  expect(shown(config('a', 'n', data), after)).toEqual({ same: 0, renamed: 1, added: 1, removed: 0 });
});

test('of two manifests of one identity the last counts, and it is said', () => {
  const twice = [config('a', 'n', 'A: "1"'), config('a', 'n', 'A: "2"')].join('---');
  const diff = diffSets(setOf(config('a', 'n', 'A: "1"')), setOf(twice));
  expect(diff.entries[0]?.change.fields).toMatchObject([{ to: '2' }]);
  expect(diff.findings).toMatchObject([{ rule: 'duplicate-resource', severity: 'warning' }]);
});

test('what stood twice before and did not change is passed over', () => {
  const twice = [config('a', 'n', 'A: "1"'), config('a', 'n', 'A: "1"'), config('b', 'n', 'B: "1"')].join('---');
  expect(diffSets(setOf(twice), setOf(twice.replace('B: "1"', 'B: "2"'))).findings).toEqual([]);
});

test('a set does not differ from itself, nor from the same objects in another order', () => {
  const text = [config('a', 'n', 'A: "1"'), config('b', 'n', 'B: "1"'), config('c', 'n', 'C: "1"')];
  expect(diffSets(setOf(text.join('---')), setOf(text.toReversed().join('---'))).entries).toEqual([]);
});
