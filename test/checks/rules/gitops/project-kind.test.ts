import { projectKind } from '../../../../src/checks/rules/gitops/project-kind.js';
import { findings } from '../../findings.js';

const project = (spec: string, more = '') =>
  findings(
    projectKind,
    `{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: shop, namespace: argocd}, spec: {${spec}}}\n${more}`,
  );
const lists = (list: string, group: string, kind: string) => project(`${list}: [{group: "${group}", kind: "${kind}"}]`);

test.each([
  ['', 'Namespaces', 'kind', 'no kind is called "Namespaces"'],
  ['', 'namespace', 'kind', 'no kind is called "namespace"'],
  ['', 'Namspace', 'kind', 'no kind is called "Namspace"'],
  ['monitoring.coreos.com', 'ServiceMonitors', 'kind', 'no kind is called "ServiceMonitors"'],
  ['', 'ClusterRole', 'group', 'no ClusterRole is in the core group'],
  ['rbac', 'ClusterRole', 'group', 'no ClusterRole is in group "rbac"'],
  ['core', 'ResourceQuota', 'group', 'no ResourceQuota is in group "core"'],
  ['apps/v1', 'Deployment', 'group', 'no Deployment is in group "apps/v1"'],
])('%s %s', (group, kind, field, message) => {
  expect(lists('namespaceResourceBlacklist', group, kind)).toEqual([
    `error spec.namespaceResourceBlacklist[0].${field}: ${message}`,
  ]);
});

test('a list of the other scope', () => {
  expect(lists('namespaceResourceBlacklist', '', 'Namespace')).toEqual([
    'error spec.namespaceResourceBlacklist[0].kind: namespaceResourceBlacklist forbids no Namespace: it lives in no namespace',
  ]);
  expect(lists('clusterResourceBlacklist', 'apps', 'Deployment')).toEqual([
    'error spec.clusterResourceBlacklist[0].kind: clusterResourceBlacklist forbids no Deployment: it lives in a namespace',
  ]);
  const cluster = 'clusterResourceWhitelist: [{group: apps, kind: Deployment}]';
  expect(project(`${cluster}, namespaceResourceWhitelist: []`)).toHaveLength(1);
  // Nothing is listed of namespaces: everything is permitted there.
  expect(project(cluster)).toEqual([]);
  expect(project(`${cluster}, namespaceResourceWhitelist: [{group: "*", kind: "*"}]`)).toEqual([]);
});

test('a definition of the set says what it is called and where it lives', () => {
  const crd =
    '---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.shop.io}, spec: {group: shop.io, scope: Cluster, names: {kind: Cart, plural: carts}, versions: []}}\n';
  const list = (kind: string) => `namespaceResourceBlacklist: [{group: shop.io, kind: ${kind}}]`;
  expect(project(list('Carts'), crd)).toHaveLength(1);
  expect(project(list('Cart'), crd)).toEqual([expect.stringContaining('it lives in no namespace')]);
  expect(project(list('Carts'))).toEqual([]);
});

test.each([
  ['clusterResourceWhitelist', '*', '*'],
  ['clusterResourceWhitelist', '', 'Namespace'],
  ['clusterResourceWhitelist', '*', 'Cluster*'],
  ['namespaceResourceBlacklist', 'policy', 'PodSecurityPolicy'],
  ['namespaceResourceBlacklist', 'extensions', 'Ingress'],
  ['namespaceResourceBlacklist', 'shop.io', 'Carts'],
])('silent: %s %s %s', (list, group, kind) => {
  expect(lists(list, group, kind)).toEqual([]);
});
