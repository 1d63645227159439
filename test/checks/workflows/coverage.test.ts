import { ciPathFilter } from '../../../src/checks/rules/pipeline/ci-path-filter.js';
import { inFiles } from '../findings.js';

const workflow = (...paths: readonly string[]) => `
on: {push: {paths: [${paths.map((path) => `'${path}'`).join(', ')}]}}
permissions: {}
jobs: {build: {runs-on: ubuntu-24.04, steps: [{run: docker build .}]}}
`;
const images = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`apps/${name}/Dockerfile`, 'FROM scratch\n']));
const said = (files: Readonly<Record<string, string>>) =>
  inFiles(ciPathFilter, files).filter((line) => line.startsWith('warning'));

test('a folder with a Dockerfile that no workflow hears of', () => {
  const own = { '.github/workflows/a.yaml': workflow('apps/a/**', 'apps/b/**', 'apps/c/**') };
  expect(said({ ...own, ...images('a', 'b', 'c', 'd') })).toEqual([
    'warning on.push.paths: no workflow is started by a change of "apps/d", which has a Dockerfile as its neighbours have',
  ]);
  expect(said({ ...own, ...images('a', 'b', 'c') })).toEqual([]);
  expect(said({ '.github/workflows/a.yaml': workflow('apps/**'), ...images('a', 'b', 'c', 'd') })).toEqual([]);
  expect(said({ '.github/workflows/a.yaml': workflow('apps/a/**'), ...images('a', 'b', 'c', 'd') })).toEqual([]);
});

test('shared code that starts all workflows but one', () => {
  const all = (last: readonly string[]) => ({
    ...Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [`.github/workflows/${name}.yaml`, workflow(`apps/${name}/**`, 'libs/**')]),
    ),
    '.github/workflows/e.yaml': workflow('apps/e/**', ...last),
  });
  expect(said(all([]))).toEqual([
    'warning on.push.paths: "libs/**" starts 4 other workflows that build, and not this one',
  ]);
  expect(said(all(['libs/**']))).toEqual([]);
});
