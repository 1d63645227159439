import { hostUnresolved } from '../../../src/checks/rules/network/host-unresolved.js';
import { deployment, inFiles } from '../findings.js';
import { application } from '../rules/gitops/applications.js';

const told = (host: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "http://${host}.svc:80"}]`);
const source = (path: string) => `source: {repoURL: "https://github.com/team/shop.git", path: ${path}}`;
const namespace = (name: string) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
const shown = application('shop', source('apps/shop'));
const check = (...texts: string[]) =>
  inFiles(hostUnresolved, {
    'apps/shop/all.yaml': [told('cart.old'), namespace('api'), namespace('old')].join(''),
    'argocd/all.yaml': texts.join(''),
  });

test('a Service of a namespace into which nothing is installed', () => {
  expect(check(shown)).toEqual([
    'error spec.template.spec.containers[0].env[0].value: host "cart.old.svc" leads nowhere: Service "cart" does not exist in namespace "old"',
  ]);
});

test.each([
  ['the Applications are elsewhere', ''],
  [
    'a folder that is not shown',
    shown + application('old', source('apps/old')).replace('namespace: api}', 'namespace: old}'),
  ],
  [
    'an ApplicationSet of which nobody knows what it makes',
    shown + application('all', source('x'), '{}', 'ApplicationSet').replace('list: {elements: [{name: x}]}', 'git: {}'),
  ],
  [
    'what an operator may make',
    `${shown}---\n{apiVersion: shop.io/v1, kind: Cart, metadata: {name: cart, namespace: old}}\n`,
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
