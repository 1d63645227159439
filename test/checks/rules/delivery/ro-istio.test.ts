import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { roIstio } from '../../../../src/checks/rules/delivery/ro-istio.js';
import { findings } from '../../findings.js';

const rollout = (istio: string, sides = '') =>
  exampleRollout(`canary: { ${sides} trafficRouting: { istio: { ${istio} } } }`);
const route = (name: string, ...destinations: readonly string[]) =>
  `    - name: ${name}\n      route: [${destinations.map((one) => `{ destination: { ${one} } }`).join(', ')}]\n`;
const virtualService = (...routes: readonly string[]) => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop, namespace: api }
spec:
  hosts: [shop]
  http:
${routes.join('')}`;
const destinationRule = (...subsets: readonly string[]) => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop, namespace: api }
spec: { host: shop, subsets: [${subsets.map((name) => `{ name: ${name} }`).join(', ')}] }
`;
const bySubset =
  'virtualService: { name: shop, routes: [main] }, destinationRule: { name: shop, stableSubsetName: old, canarySubsetName: new }';
const at = 'spec.strategy.canary.trafficRouting.istio';

test('both subsets are in the rule, and both are destinations of the route', () => {
  const both = route('main', 'host: shop, subset: old', 'host: shop, subset: new');
  expect(findings(roIstio, rollout(bySubset) + virtualService(both) + destinationRule('old', 'new'))).toEqual([]);
  expect(findings(roIstio, rollout(bySubset) + virtualService(both) + destinationRule('old', 'canary'))).toEqual([
    `error ${at}.destinationRule.canarySubsetName: subset "new" is not in DestinationRule api/shop`,
  ]);
  const one = route('main', 'host: shop, subset: old');
  expect(findings(roIstio, rollout(bySubset) + virtualService(one) + destinationRule('old', 'new'))).toEqual([
    'error spec.http[0]: route "main" has no destination for the canary side, "new"',
  ]);
});

test('one subset for both sides', () => {
  const both = route('main', 'host: shop, subset: old');
  const same = bySubset.replace('canarySubsetName: new', 'canarySubsetName: old');
  expect(findings(roIstio, rollout(same) + virtualService(both) + destinationRule('old'))).toEqual([
    `error ${at}.destinationRule: both sides are the subset "old"`,
  ]);
});

test('both Services are destinations where there are no subsets, however their hosts are written', () => {
  const sides = 'stableService: old, canaryService: new,';
  const hosts = route('main', 'host: old', 'host: new.api.svc.cluster.local');
  expect(findings(roIstio, rollout('virtualService: { name: shop }', sides) + virtualService(hosts))).toEqual([]);
  const missing = route('main', 'host: old', 'host: other');
  expect(findings(roIstio, rollout('virtualService: { name: shop }', sides) + virtualService(missing))).toEqual([
    'error spec.http[0]: route "main" has no destination for the canary side, "new"',
  ]);
});

test('the VirtualService is there, and is named once', () => {
  expect(findings(roIstio, rollout(bySubset) + destinationRule('old', 'new'))).toEqual([
    `warning ${at}.virtualService.name: VirtualService "shop" does not exist in namespace "api"`,
  ]);
  expect(findings(roIstio, rollout('virtualService: { name: shop }, virtualServices: [{ name: shop }]'))[0]).toContain(
    'names both "virtualService" and "virtualServices"',
  );
  expect(findings(roIstio, rollout(''))).toEqual([`error ${at}: trafficRouting by Istio names no virtualService`]);
});

test('of several routes one is named', () => {
  const two = virtualService(route('a', 'host: old', 'host: new'), route('b', 'host: old', 'host: new'));
  const sides = 'stableService: old, canaryService: new,';
  expect(findings(roIstio, rollout('virtualService: { name: shop }', sides) + two)).toEqual([
    `error ${at}.virtualService: VirtualService api/shop has 2 routes, and none is named`,
  ]);
  expect(findings(roIstio, rollout('virtualService: { name: shop, routes: [b] }', sides) + two)).toEqual([]);
});

test('a label of a subset that the pods do not have', () => {
  const both = route('main', 'host: shop, subset: old', 'host: shop, subset: new');
  const world = (labels: string, sides = '') =>
    rollout(bySubset, sides) +
    virtualService(both) +
    destinationRule('old', 'new').replace('{ name: new }', `{ name: new, labels: { ${labels} } }`);
  expect(findings(roIstio, world('version: v2'))).toEqual([
    'error spec.subsets[1].labels.version: subset "new" asks for "version=v2", which Rollout api/shop does not have',
  ]);
  expect(findings(roIstio, world('version: v2', 'canaryMetadata: { labels: { version: v2 } },'))).toEqual([]);
  expect(findings(roIstio, world('app: shop, rollouts-pod-template-hash: abc'))).toEqual([]);
});
