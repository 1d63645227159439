import { appDestination } from '../../../../src/checks/rules/gitops/app-destination.js';
import { inFiles } from '../../findings.js';

const map = (name: string, namespace?: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}${namespace ? `, namespace: ${namespace}` : ''}}}\n`;
const source = (path: string) => `source: {repoURL: u, path: '${path}'}`;
const destination = (namespace: string) => `destination: {server: s, namespace: '${namespace}'}`;
const app = (namespace: string) =>
  `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop}, spec: {${source('dist/shop')}, ${destination(namespace)}}}\n`;
const run = (objects: string, text = app('shop')) =>
  inFiles(appDestination, { 'apps.yaml': text, 'dist/shop/all.yaml': objects });

test('objects that all stand elsewhere', () => {
  expect(run(map('a', 'cart') + map('b', 'desk'))).toEqual([
    'warning spec.destination.namespace: "shop" is applied to namespace "shop", and all of its objects stand in "cart" and "desk"',
  ]);
});

test.each([
  ['one of them stands there', map('a', 'cart') + map('b', 'shop')],
  ['one of them says nothing', map('a', 'cart') + map('b')],
  ['objects without a namespace', '{apiVersion: v1, kind: Namespace, metadata: {name: cart}}'],
  ['an Application of Applications', app('x').replace('{name: shop}', '{name: inner, namespace: argocd}')],
])('silent: %s', (_, objects) => {
  expect(run(objects)).toEqual([]);
});

test('silent: the namespace that the Application itself stands in', () => {
  expect(run(map('a', 'cart'), app('shop').replace('{name: shop}', '{name: shop, namespace: shop}'))).toEqual([]);
});

test('an element of an ApplicationSet, or its template', () => {
  const set = (namespace: string, elements: string) =>
    `{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: all}, spec: {generators: [{list: {elements: [${elements}]}}], template: {metadata: {name: '{{name}}'}, spec: {${source('dist/{{name}}')}, ${destination(namespace)}}}}}\n`;
  const said = 'is applied to namespace "other", and all of its objects stand in "cart"';
  expect(run(map('a', 'cart'), set('{{ns}}', '{name: shop, ns: other}'))).toEqual([
    `warning spec.generators[0].list.elements[0].ns: "shop" ${said}`,
  ]);
  expect(run(map('a', 'cart'), set('other', '{name: shop}'))).toEqual([
    `warning spec.template.spec.destination.namespace: "shop" ${said}`,
  ]);
  expect(run(map('a', 'cart'), set('{{name}}', '{name: shop}'))).toEqual([]);
  expect(run(map('a', 'cart'), set('x-{{name}}', '{name: shop}'))).toHaveLength(1);
});
