import { appMissing } from '../../../../src/checks/rules/gitops/app-missing.js';
import { inFiles } from '../../findings.js';

const application = (name: string, path: string, kind = 'Application') => `---
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}, namespace: argocd}
spec: {source: {repoURL: https://github.com/team/shop.git, path: ${path}}}
`;
const map = (name: string) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\n`;
const NAMES = ['cart', 'desk', 'mail', 'stock'];
const folders = (names: readonly string[], file: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [file(name), map(name)]));
const root = (names: readonly string[], path: (name: string) => string, called = (name: string) => `prod-${name}`) => ({
  'clusters/prod/apps.yaml': names.map((name) => application(called(name), path(name))).join(''),
});
const says = (folder: string, told = ', as "prod-till" would') =>
  `no Application applies "${folder}"${told}: each of 4 beside it has one`;

test.each([
  ['apps/<name>', (name: string) => `apps/${name}`, (name: string) => `apps/${name}/all.yaml`],
  ['apps/<name>/overlays/prod', overlay, (name: string) => `${overlay(name)}/all.yaml`],
  ['what a tool rendered', (name: string) => `work/${name}/prod`, (name: string) => `rendered/work/${name}/prod.yaml`],
])('%s', (_, path, file) => {
  const found = inFiles(appMissing, { ...folders([...NAMES, 'till'], file), ...root(NAMES, path) });
  expect(found).toEqual([`error ${says(path('till'))}`]);
});

function overlay(name: string): string {
  return `apps/${name}/overlays/prod`;
}

const file = (name: string) => `apps/${name}/all.yaml`;
const path = (name: string) => `apps/${name}`;

test('a warning where the Applications are not called after their folders', () => {
  const called = (name: string) => `app${NAMES.indexOf(name)}`;
  const found = inFiles(appMissing, { ...folders([...NAMES, 'till'], file), ...root(NAMES, path, called) });
  expect(found).toEqual([`warning ${says('apps/till', '')}`]);
});

const five = folders([...NAMES, 'till'], file);

test.each<[string, Record<string, string>]>([
  ['each has one', { ...five, ...root([...NAMES, 'till'], path) }],
  ['few others', { ...five, ...root(NAMES.slice(1), path) }],
  ['many that have none', { ...folders([...NAMES, 'till', 'shelf'], file), ...root(NAMES, path) }],
  ['an Application of the folder above', { ...five, ...root(NAMES, path), 'x.yaml': application('all', 'apps') }],
  ['an Application of a folder below', { ...five, ...root(NAMES, path), 'x.yaml': application('t', 'apps/till') }],
  [
    'Applications themselves',
    { ...folders(NAMES, file), ...root(NAMES, path), 'apps/root/x.yaml': application('x', '') },
  ],
  ["Argo CD's own settings", { ...folders(NAMES, file), ...root(NAMES, path), 'apps/argo/x.yaml': map('argocd-cm') }],
  [
    'a generator that looks at folders',
    {
      ...five,
      ...root(NAMES, path),
      'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: all, namespace: argocd}
spec: {generators: [{git: {directories: [{path: apps/*}]}}], template: {spec: {source: {path: '{{path}}'}}}}
`,
    },
  ],
])('silent: %s', (_, files) => {
  expect(inFiles(appMissing, files)).toEqual([]);
});
