import { project } from '../../../../src/checks/rules/gitops/project.js';
import { findings, inFiles } from '../../findings.js';
import { application } from './applications.js';

const own = (spec: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: shop, namespace: argocd}, spec: ${spec}}\n`;
const app = (name = 'shop', url = 'https://github.com/team/a.git') =>
  application('a', `project: ${name}, source: {repoURL: "${url}", path: k8s/a}`);
const all = '{sourceRepos: ["*"], destinations: [{server: "*", namespace: "*"}]}';

test('the project does not exist', () => {
  expect(findings(project, app('shoop') + own(all))).toEqual([
    'error spec.project: AppProject "shoop" does not exist in namespace "argocd"',
  ]);
  expect(findings(project, app('other'))).toEqual([]);
});

test.each([
  ['["https://github.com/team/*"]', true],
  ['["https://github.com/team/a"]', true],
  ['["https://github.com/team/*", "!https://github.com/team/a*"]', false],
  ['["https://github.com/me/*"]', false],
])('repositories %s', (patterns, permitted) => {
  const text = app() + own(`{sourceRepos: ${patterns}, destinations: [{server: "*", namespace: api}]}`);
  const message = 'error spec.source.repoURL: "https://github.com/team/a.git" is in no sourceRepos of project "shop"';
  expect(findings(project, text)).toEqual(permitted ? [] : [message]);
});

test.each([
  ['{server: "https://kubernetes.default.svc", namespace: api}', true],
  ['{server: "*", namespace: "a*"}', true],
  ['{name: in-cluster, namespace: api}', true],
  ['{server: "*", namespace: data}', false],
  ['{server: "https://other", namespace: api}', false],
])('destination %s', (entry, permitted) => {
  const text = app() + own(`{sourceRepos: ["*"], destinations: [${entry}]}`);
  const message = 'error spec.destination.namespace: project "shop" does not permit namespace "api" of this cluster';
  expect(findings(project, text)).toEqual(permitted ? [] : [message]);
});

test('kinds of the cluster must be listed', () => {
  const run = (list: string) =>
    inFiles(project, {
      'apps.yaml': app() + own(`{sourceRepos: ["*"], destinations: [{server: "*", namespace: "*"}]${list}}`),
      'k8s/a/n.yaml': '{apiVersion: v1, kind: Namespace, metadata: {name: api}}',
    });
  const message = 'project "shop" does not permit Namespace, which "a" applies ("api")';
  expect(run('')).toEqual([`error spec: ${message}`]);
  expect(run(', clusterResourceWhitelist: [{group: rbac.authorization.k8s.io, kind: "*"}]')).toEqual([
    `error spec.clusterResourceWhitelist: ${message}`,
  ]);
  expect(run(', clusterResourceWhitelist: [{group: "*", kind: "*"}]')).toEqual([]);
});

test('the project that permits everything: where others are confined, or there are several', () => {
  const open = (name: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: default}}\n`;
  const own =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: shop, namespace: argocd}, spec: {}}\n';
  const said = [expect.stringMatching(/^warning spec\.project: project "default" permits everything/)];
  expect(findings(project, open('a') + own)).toEqual(said);
  expect(findings(project, open('a') + open('b') + open('c'))).toEqual(said);
  expect(findings(project, open('a') + open('b'))).toEqual([]);
  expect(findings(project, open('a') + own.replace('name: shop', 'name: default'))).toEqual([]);
});

test('a kind that nobody brings is not missed in the project', () => {
  const store = '---\n{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: shop}}\n';
  const run = (resources?: readonly string[]) =>
    inFiles(
      project,
      {
        'k8s/a/store.yaml': store,
        'argocd.yaml': app() + own('{sourceRepos: ["*"], destinations: [{server: "*", namespace: "*"}]}'),
      },
      resources ? { resources } : {},
    );
  const message = expect.stringContaining('does not permit ClusterSecretStore');
  expect(run()).toEqual([message]);
  expect(run(['external-secrets.io', 'Application.argoproj.io'])).toEqual([message]);
  expect(run(['Application.argoproj.io'])).toEqual([]);
});
