import { selectorOverlap } from '../../../../src/checks/rules/workloads/selector-overlap.js';
import { deployment, findings } from '../../findings.js';

const shop = deployment('shop');
const named = (name: string, kind = 'Deployment') =>
  shop.replace('{name: shop,', `{name: ${name},`).replace('kind: Deployment', `kind: ${kind}`);
const check = (text: string) => findings(selectorOverlap, text);

test('two that select each other', () => {
  expect(check(shop + named('worker'))).toEqual([
    'warning spec.selector: selector selects the pods of Deployment "shop" too, and that selects these',
  ]);
});

test.each([
  ['labels that tell them apart', shop + deployment('worker')],
  ['only one selects the other', shop + named('canary').replaceAll('{app: shop}', '{app: shop, track: canary}')],
  ['another namespace', shop + named('worker').replace('namespace: api', 'namespace: web')],
  ['the same object twice', shop + shop.replace('1.0.0', '1.1.0')],
  ['a move from one kind to another', shop + named('shop', 'Rollout').replace('apps/v1', 'argoproj.io/v1alpha1')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
