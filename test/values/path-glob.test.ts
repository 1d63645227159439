import { globMatcher } from '../../src/values/path-glob.js';

test.each([
  ['k8s/*.yaml', ['k8s/a.yaml'], ['k8s/a/b.yaml', 'a.yaml', 'k8s/a.yml']],
  ['k8s/**', ['k8s/a.yaml', 'k8s/a/b.yaml'], ['x/k8s/a.yaml']],
  ['**/live/**', ['live/a.yaml', 'a/b/live/c/d.yaml'], ['alive/a.yaml']],
  ['k8s/live', ['k8s/live/a.yaml', 'k8s/live'], ['k8s/live2/a.yaml']],
  ['./k8s/{live,prod}/', ['k8s/live/a', 'k8s/prod/b/c'], ['k8s/dev/a']],
  ['a?c.(x)', ['abc.(x)'], ['a/c.(x)', 'abcx(x)']],
  ['{a', ['a'], ['b']],
])('%s', (glob, yes, no) => {
  const matches = globMatcher(glob);
  expect(yes.filter((path) => !matches(path))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});
