import { hostUnresolved } from '../../../src/checks/rules/network/host-unresolved.js';
import { deployment, inFiles } from '../findings.js';
import { application } from '../rules/gitops/applications.js';

const told = (host: string) =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: URL, value: "http://${host}.svc:80"}]`);
const source = (path: string) => `source: {repoURL: "https://github.com/team/shop.git", path: ${path}}`;
const namespace = (name: string) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
const service = (name: string, where: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${where}}, spec: {ports: [{port: 80}]}}\n`;
const shown = application('shop', source('apps/shop'));
const check = (applications: string, services: string) =>
  inFiles(hostUnresolved, {
    'apps/shop/all.yaml': [told('cart.old'), namespace('api'), namespace('old'), services].join(''),
    'argocd/all.yaml': applications,
  });

test.each([
  ['of its name elsewhere', service('cart', 'api')],
  ['a letter away', service('carts', 'olds')],
])('a Service where nothing runs, and one %s', (_, services) => {
  expect(check(shown, services)).toEqual([
    'error spec.template.spec.containers[0].env[0].value: host "cart.old.svc" leads nowhere: Service "cart" does not exist in namespace "old"',
  ]);
});

test('a namespace that an Application makes, and whose objects say another', () => {
  const aimed = application('old', source('apps/old')).replace('namespace: api}', 'namespace: old}');
  const files = { 'apps/shop/all.yaml': told('cart.old') + namespace('api'), 'argocd/all.yaml': shown + aimed };
  expect(inFiles(hostUnresolved, { ...files, 'apps/old/all.yaml': service('cart', 'api') })).toHaveLength(1);
  expect(inFiles(hostUnresolved, { ...files, 'apps/new/all.yaml': service('cart', 'api') })).toEqual([]);
});

test.each([
  ['nothing like it', shown, service('desk', 'api')],
  ['more than a letter away', shown, service('carter', 'older')],
  ['the Applications are elsewhere', '', service('cart', 'api')],
  [
    'a folder that is not shown',
    shown + application('old', source('apps/old')).replace('namespace: api}', 'namespace: old}'),
    service('cart', 'api'),
  ],
  [
    'an operator may make it',
    shown,
    `${service('cart', 'api')}---\n{apiVersion: shop.io/v1, kind: Cart, metadata: {name: cart, namespace: old}}\n`,
  ],
])('silent: %s', (_, applications, services) => {
  expect(check(applications, services)).toEqual([]);
});
