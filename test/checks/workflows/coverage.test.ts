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

test('a folder in two spellings', () => {
  const both = (other: string) => ({
    '.github/workflows/a.yaml': `on: {push: {paths: ['apps/a_b/**']}, pull_request: {paths: ['apps/${other}/**']}}\npermissions: {}\njobs: {}\n`,
  });
  expect(said(both('a-b'))).toEqual([
    'warning on.pull_request.paths: "apps/a-b/**" is written "apps/a_b/**" elsewhere in the workflow',
  ]);
  expect(said(both('a_b'))).toEqual([]);
});

test('a name that one list of several has forgotten, or alone has', () => {
  const names = ['auth', 'cart', 'mail', 'shop', 'stock'];
  const paths = (parent: string, all: readonly string[]) => all.map((name) => `'${parent}/${name}/**'`).join(', ');
  const lists = (code: readonly string[], array: readonly string[]) => ({
    '.github/workflows/a.yaml': `
on: {push: {paths: [${paths('apps', code)}, ${paths('deploy', names)}]}}
permissions: {}
jobs: {a: {runs-on: ubuntu-24.04, steps: [{run: 'for s in ${names.join(' ')}; do x; done'}, {run: 'ALL = ${JSON.stringify(array)}'}]}}
`,
  });
  expect(said(lists(names.slice(1), names))).toEqual([
    'warning on.push.paths: the list of paths below apps/ lacks "auth", which 3 other lists of the workflow name',
  ]);
  expect(said(lists(names, ['auth', 'cart', 'mail', 'shop', 'stok']))).toEqual([
    'warning jobs.a.steps[1].run: a list of the script lacks "stock", which 3 other lists of the workflow name, and names "stok"',
  ]);
  expect(said(lists(names, names))).toEqual([]);
  expect(said(lists(names, [...names, 'worker']))).toEqual([]);
  expect(said(lists(names, names.slice(2)))).toEqual([]);
});
