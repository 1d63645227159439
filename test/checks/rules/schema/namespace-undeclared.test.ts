import { checkTree } from '../../../../src/checks/check.js';
import { namespaceUndeclared } from '../../../../src/checks/rules/schema/namespace-undeclared.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { findings } from '../../findings.js';

const config = (namespace: string, name = 'c') =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: ${namespace}}}\n`;
const declared = (name: string) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
const application = (namespace: string, more = '') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {project: p, destination: {namespace: ${namespace}}, source: {path: x}${more}}}\n`;
const check = (text: string) => findings(namespaceUndeclared, text);

test('said once, however many objects stand in it', () => {
  expect(check(declared('api') + config('apis') + config('apis', 'd'))).toEqual([
    'error metadata.namespace: namespace "apis" is declared nowhere: 2 objects stand in it',
  ]);
});

test('a warning, where no namespaces come from here', () => {
  expect(check(application('web') + config('api'))).toEqual([
    'warning metadata.namespace: namespace "api" is declared nowhere: ConfigMap "c" stands in it',
  ]);
});

test.each([
  ['declared', declared('api') + config('api')],
  ['what every cluster has', declared('api') + config('default') + config('kube-system')],
  [
    'made by Argo CD',
    declared('x') + config('api') + application('api', ', syncPolicy: {syncOptions: [CreateNamespace=true]}'),
  ],
  ['filled from another repository', declared('x') + config('api') + application('api')],
  ['where Argo CD stands', declared('x') + config('argocd') + application('x')],
  ['a set that says nothing of namespaces', config('api')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('silent: declared to exist outside Git', () => {
  const external = [{ apiVersion: 'v1', kind: 'Namespace', name: 'api' }];
  expect(findings(namespaceUndeclared, declared('x') + config('api'), { external })).toEqual([]);
});

describe('where a chart is installed', () => {
  const chart = (namespace: string, more = '') =>
    application(namespace, more).replace('{path: x}', '{chart: x, repoURL: u, targetRevision: 1.0.0}');

  test('a namespace that nobody makes', () => {
    expect(check(declared('api') + chart('keda'))).toEqual([
      'error spec.destination.namespace: namespace "keda" is declared nowhere, and "a" installs a chart there',
    ]);
  });

  test.each([
    ['declared', declared('keda') + chart('keda')],
    ['made by Argo CD', declared('api') + chart('keda', ', syncPolicy: {syncOptions: [CreateNamespace=true]}')],
    ['what every cluster has', declared('api') + chart('kube-system')],
    ['no namespaces come from here', chart('keda')],
  ])('silent: %s', (_, text) => {
    expect(check(text)).toEqual([]);
  });
});

test('where a monitor looks, and where a route leads', () => {
  const monitor = (namespace: string) =>
    `---\n{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: m, namespace: api}, spec: {selector: {}, endpoints: [], namespaceSelector: {matchNames: [${namespace}]}}}\n`;
  const route = (namespace: string) =>
    `---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: api}, spec: {hosts: [x], http: [{route: [{destination: {host: a.${namespace}.svc.cluster.local}}]}]}}\n`;
  expect(check(declared('api') + monitor('apis'))).toEqual([
    'warning spec.namespaceSelector.matchNames[0]: namespace "apis" is declared nowhere, and nothing stands in it',
  ]);
  // Argo Rollouts makes it for itself.
  expect(check(declared('api') + monitor('argo-rollouts'))).toEqual([
    'warning spec.namespaceSelector.matchNames[0]: namespace "argo-rollouts" is declared nowhere: nothing is said to bring argoRollouts',
  ]);
  expect(check(declared('api') + route('apis'))).toEqual([
    'warning spec.http[0].route[0].destination.host: namespace "apis" is declared nowhere, and nothing stands in it',
  ]);
  expect(check(declared('api') + monitor('api') + route('api') + monitor('kube-system'))).toEqual([]);
});

test('one object whose namespace is a letter off is told itself', () => {
  const text = (more = '') =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shpo}}\n${more}`;
  const told = (yaml: string) =>
    checkTree(
      partFiles([{ file: 'a.yaml', path: 'a.yaml', text: yaml }]),
      {},
      { rules: [namespaceUndeclared] },
    ).findings.map(({ object }) => `${object?.kind} ${object?.name}`);
  expect(told(text())).toEqual(['ConfigMap c']);
  expect(told(text('---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: d, namespace: shpo}}\n'))).toEqual([
    'Namespace shpo',
  ]);
});
