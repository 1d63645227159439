import { ownershipOverlap } from '../../../../src/checks/rules/gitops/ownership-overlap.js';
import { duplicateResource } from '../../../../src/checks/rules/schema/duplicate-resource.js';
import { inFiles } from '../../findings.js';
import { application } from './applications.js';

const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: api}}';
const files = (more = '') => ({
  'apps.yaml':
    application('a', 'source: {repoURL: u, path: k8s/a}') +
    application('b', `source: {repoURL: u, path: k8s/b}${more}`),
  'k8s/a/n.yaml': namespace,
  'k8s/b/n.yaml': namespace,
});

test('two Applications apply one object, and only this rule says so', () => {
  expect(inFiles(ownershipOverlap, files())).toEqual([
    'error metadata.name: Namespace api is applied by "b" and by "a"',
  ]);
  expect(inFiles(duplicateResource, files())).toEqual([]);
});

test('silent where the second one fails on it', () => {
  expect(inFiles(ownershipOverlap, files(', syncPolicy: {syncOptions: [FailOnSharedResource=true]}'))).toEqual([]);
});

test('a root that reads the folders of its children', () => {
  const run = (path: string, recurse: boolean) =>
    inFiles(ownershipOverlap, {
      'apps.yaml':
        application('root', `source: {repoURL: u, path: ${path}, directory: {recurse: ${recurse}}}`) +
        application('a', 'source: {repoURL: u.git, path: dist/a}'),
    });
  expect(run('dist', true)).toEqual([
    'error spec.source.directory.recurse: "dist" is read with its subfolders, of which "a" applies "dist/a"',
  ]);
  expect(run('dist', false)).toEqual([]);
  expect(run('dist/apps', true)).toEqual([]);
});

test('definitions that stand beside the chart which brings them', () => {
  const run = (helm: string) =>
    inFiles(ownershipOverlap, {
      'apps.yaml': application('a', `source: {repoURL: u, chart: flagger${helm}}`),
      'crds/c.yaml':
        '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: canaries.flagger.app}, spec: {group: flagger.app}}',
    });
  expect(run('')).toEqual([
    'error spec.source: chart "flagger" brings the definitions of "flagger.app" too, CustomResourceDefinition canaries.flagger.app among them',
  ]);
  expect(run(', helm: {skipCrds: true}')).toEqual([]);
});

test('a Namespace that the manifests of two repositories bring along', () => {
  const from = (name: string, more = '') =>
    application(name, `source: {repoURL: "https://github.com/rabbitmq/${name}.git", path: config/installation${more}}`);
  const run = (more: string) =>
    inFiles(ownershipOverlap, {
      'apps.yaml': from('cluster-operator') + from('messaging-topology-operator', more),
    });
  expect(run('')).toEqual([
    'error spec.source.path: Namespace "rabbitmq-system" is in these manifests and in those of "cluster-operator"',
  ]);
  const patch = '{target: {kind: Namespace}, patch: "$patch: delete\\nkind: Namespace"}';
  expect(run(`, kustomize: {patches: [${patch}]}`)).toEqual([]);
});

test('one folder for two Applications', () => {
  const map = (place: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: x${place}}}`;
  const run = (names: readonly string[], place = ', namespace: api', path = 'k8s/cart') =>
    inFiles(ownershipOverlap, {
      'apps.yaml': names.map((name) => application(name, `source: {repoURL: u, path: ${path}}`)).join(''),
      'k8s/cart/all.yaml': map(place),
    });
  const said = 'error spec.source.path: "k8s/cart" is applied by "shop-cart" and "shop-desk"';
  // The one that is not called after the folder has the wrong one.
  expect(run(['shop-cart', 'shop-desk'])).toEqual([said]);
  expect(run(['a', 'b'])).toHaveLength(2);
  // Objects without a namespace stand where each of them says; of what is not seen nothing is known.
  expect(run(['a', 'b'], '')).toEqual([]);
  expect(run(['a', 'b'], ', namespace: api', 'k8s/desk')).toEqual([]);
});
