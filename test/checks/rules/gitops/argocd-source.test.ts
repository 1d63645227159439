import { argocdSource } from '../../../../src/checks/rules/gitops/argocd-source.js';
import { inFiles } from '../../findings.js';
import { application } from './applications.js';

const team = 'https://github.com/team/shop';
const others = ['b', 'c', 'd']
  .map((name) => application(name, `source: {repoURL: "${team}.git", path: ${name}}`))
  .join('');
const run = (url: string, path: string, more = others) =>
  inFiles(argocdSource, {
    'apps.yaml': application('a', `source: {repoURL: "${url}", path: ${path}}`) + more,
    'k8s/charts/a/all.yaml': '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}',
  });

test('a folder of this repository, read from another one', () => {
  expect(run('https://github.com/me/shop.git', 'k8s/charts/a')).toEqual([
    'warning spec.source.repoURL: path "k8s/charts/a" is here, and repoURL names another repository than its neighbours',
  ]);
  expect(run('git@github.com:team/shop.git', 'k8s/charts/a')).toEqual([]);
  expect(run('https://github.com/me/shop.git', 'k8s/charts/a', '')).toEqual([]);
});

test('a path with a folder too many', () => {
  const message =
    'spec.source.path: there is no folder "shop/charts/a" from the root of the repository, there is "charts/a"';
  expect(run(team, 'shop/charts/a')).toEqual([`error ${message}`]);
  expect(run('https://github.com/me/shop', 'shop/charts/a')).toEqual([`warning ${message}`]);
});

test('silent: a path of which nothing is here, a template', () => {
  expect(run(team, 'config/default')).toEqual([]);
  expect(run('https://github.com/me/shop', '"k8s/{{name}}"')).toEqual([]);
});

const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}}\n`;
const reads = (path: string, more = '') =>
  `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${path.replaceAll('/', '-')}, namespace: argocd}, spec: {source: {repoURL: u, path: ${path}${more}}}}\n`;

test('folders below one that is not read with them', () => {
  const files = { 'k8s/a.yaml': map('a'), 'k8s/deep/b.yaml': map('b'), 'k8s/deep/c.yaml': map('c') };
  expect(inFiles(argocdSource, { ...files, 'apps/x.yaml': reads('k8s') })).toEqual([
    'warning spec.source.path: "deep/b.yaml" and 1 more below "k8s" are not read: only what stands right in the folder is',
  ]);
  for (const more of [
    ', directory: {recurse: true}',
    ', directory: {recurse: false}',
    ', kustomize: {}',
    ', directory: {include: "*.yaml"}',
  ])
    expect(inFiles(argocdSource, { ...files, 'apps/x.yaml': reads('k8s', more) })).toEqual([]);
  // Another Application reads them.
  expect(inFiles(argocdSource, { ...files, 'apps/x.yaml': reads('k8s'), 'apps/y.yaml': reads('k8s/deep') })).toEqual(
    [],
  );
  // Nothing stands right in the folder: it is no plain one.
  expect(inFiles(argocdSource, { 'k8s/deep/b.yaml': map('b'), 'apps/x.yaml': reads('k8s') })).toEqual([]);
});

test('a path a letter away from one that is there', () => {
  expect(run(team, 'k8s/chart/a')).toEqual([
    'error spec.source.path: there is no folder "k8s/chart/a", there is "k8s/charts/a"',
  ]);
  // In the repository of somebody else there may be one.
  expect(run('https://github.com/me/shop.git', 'k8s/chart/a')).toEqual([]);
});

test('the folder of another environment', () => {
  const of = (...paths: string[]) =>
    inFiles(argocdSource, {
      'clusters/prod/apps.yaml': paths
        .map((path, i) => application(`a${i}`, `source: {repoURL: "${team}.git", path: ${path}}`))
        .join(''),
    });
  expect(of('a/prod', 'b/prod', 'c/prod', 'd/prod', 'e/dev')).toEqual([
    'error spec.source.path: "e/dev" is of environment "dev", and this is "prod"',
  ]);
  expect(of('a/prod', 'b/prod', 'e/dev')).toEqual([]);
  expect(of('a/prod', 'b/prod', 'c/prod', 'd/prod', 'e')).toEqual([]);
});

const own = `repoURL: "${team}.git"`;
const beside = ['desk', 'mail', 'stock', 'till'];
const lay = (names: readonly string[], folder = 'apps') =>
  Object.fromEntries(names.map((name) => [`out/${folder}/${name}/prod.yaml`, map(name)]));
const apps = (paths: Readonly<Record<string, string>>) =>
  Object.entries(paths)
    .map(([name, path]) => application(name, `source: {${own}, path: ${path}}`))
    .join('');
const besideApps = apps(Object.fromEntries(beside.map((name) => [name, `apps/${name}/prod`])));
const inTree = (text: string, names: readonly string[] = [...beside, 'cart']) =>
  inFiles(argocdSource, { 'clusters/prod/a.yaml': text, ...lay(names) });
const elements = (names: readonly string[], path: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: all}, spec: {generators: [{list: {elements: [${names.map((name) => `{name: ${name}}`).join(', ')}]}}], template: {metadata: {name: "{{name}}"}, spec: {source: {${own}, path: "${path}"}}}}}\n`;

test('a folder that was renamed on one side', () => {
  expect(inTree(besideApps + apps({ 'prod-cart': 'apps/basket/prod' }))).toEqual([
    'error spec.source.path: there is no folder "apps/basket/prod", and no Application applies "apps/cart/prod" beside it',
  ]);
  // What is not seen may be there: nothing says that it is the one which nobody applies.
  expect(inTree(besideApps + apps({ 'prod-crds': 'apps/crds/prod' }))).toEqual([]);
});

test('a path that ends too early, or begins too late', () => {
  expect(inTree(besideApps + apps({ cart: 'apps/cart' }))).toEqual([
    'error spec.source.path: "apps/cart" ends before "prod", and 4 beside it do not',
  ]);
  expect(inTree(besideApps + apps({ cart: 'cart/prod' }))).toEqual([
    'error spec.source.path: there is no folder "cart" from the root of the repository, there is "apps/cart"',
  ]);
});

test('the paths that a list fills in', () => {
  const all = [...beside, 'cart'];
  expect(
    inTree(
      apps({ d: 'apps/desk/prod', m: 'apps/mail/prod', s: 'apps/stock/prod' }) + elements(all, 'app/{{name}}/prod'),
    ),
  ).toEqual([
    'error spec.template.spec.source.path: there is no folder "app/{{name}}/prod" for any element, there is "apps/{{name}}/prod"',
  ]);
  expect(inTree(besideApps + elements(['desk', 'carts'], 'apps/{{name}}/prod'))).toEqual([
    'error spec.generators[0].list.elements[1]: there is no folder "apps/carts/prod", there is "apps/cart/prod"',
  ]);
  expect(inTree(besideApps + elements(['desk', 'cart', 'elsewhere'], 'apps/{{name}}/prod'))).toEqual([]);
});

test('a folder of which a tool made one file', () => {
  const files = (url: string) => ({
    'apps.yaml': application('a', `source: {repoURL: "${url}", path: k8s/redis/dev}`) + others,
    'rendered/k8s/redis/dev.yaml': map('a'),
  });
  expect(inFiles(argocdSource, files('https://github.com/me/shop.git'))).toEqual([
    'warning spec.source.repoURL: path "k8s/redis/dev" is here, and repoURL names another repository than its neighbours',
  ]);
  expect(inFiles(argocdSource, files(team))).toEqual([]);
});

test('charts that are not called so, or do not stand there', () => {
  const of = (url: string, chart: string) =>
    inFiles(argocdSource, { 'a.yaml': application('a', `source: {repoURL: "${url}", chart: ${chart}}`) });
  const grafana = 'https://grafana.github.io/helm-charts';
  expect(of(grafana, 'grafana/grafana')).toEqual([
    'error spec.source.chart: chart "grafana/grafana" has a slash: a repository of charts has no folders',
  ]);
  expect(of(`${grafana}/grafana`, 'grafana')).toEqual([
    `error spec.source.repoURL: there is no repository of charts at "${grafana}/grafana"`,
  ]);
  expect(of(grafana, 'grafna')).toEqual(['error spec.source.chart: the repository has no chart "grafna"']);
  expect(of(`${grafana}/`, 'grafana')).toEqual([]);
  expect(of(grafana, 'pyroscope')).toEqual([]);
  expect(of('ghcr.io/team', 'charts/cart')).toEqual([]);
  expect(of('https://charts.shop.io/a', 'cart')).toEqual([]);
});

test('an ApplicationSet that fills in folders of this repository, and names another', () => {
  const set = (url: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: s, namespace: argocd}, spec: {generators: [{list: {elements: [{name: a}]}}], template: {metadata: {name: "{{name}}"}, spec: {project: default, source: {repoURL: "${url}", path: "k8s/{{name}}"}, destination: {name: in-cluster, namespace: api}}}}}\n`;
  const of = (url: string) =>
    inFiles(argocdSource, { 'apps.yaml': others + set(url), 'k8s/a/m.yaml': map('m') }).filter((one) =>
      one.includes('another repository'),
    );
  expect(of('https://github.com/me/shop.git')).toEqual([
    'warning spec.template.spec.source.repoURL: path "k8s/a" is here, and repoURL names another repository than its neighbours',
  ]);
  expect(of(team)).toEqual([]);
});
