import { exampleRollout, exampleServices } from '../../../../src/checks/delivery/rollouts.js';
import { roServices } from '../../../../src/checks/rules/delivery/ro-services.js';
import { findings } from '../../findings.js';

const blueGreen = (active: string, preview: string) =>
  exampleRollout(`blueGreen: { activeService: ${active}, previewService: ${preview} }`);
const at = 'spec.strategy.blueGreen';

test('names Services that are there', () => {
  expect(findings(roServices, blueGreen('shop', 'shop-preveiw') + exampleServices('shop', 'shop-preview'))).toEqual([
    `error ${at}.previewService: Service "shop-preveiw" does not exist in namespace "api"`,
  ]);
});

test('does not share them with another Rollout', () => {
  const other = blueGreen('shop', 'shop-preview').replace('name: shop\n  namespace', 'name: shop2\n  namespace');
  expect(
    findings(roServices, `${blueGreen('shop', 'shop-preview')}---${other}${exampleServices('shop', 'shop-preview')}`),
  ).toEqual([
    `error ${at}.activeService: Service "shop" belongs to Rollout api/shop already`,
    `error ${at}.previewService: Service "shop-preview" belongs to Rollout api/shop already`,
  ]);
});

test('has Services that select its pods, and no hash in Git', () => {
  const service = (selector: string) =>
    blueGreen('shop', 'shop-preview') + exampleServices('shop', 'shop-preview').replace('{ app: shop }', selector);
  expect(findings(roServices, service('{ app: shops }'))).toEqual([
    `error ${at}.activeService: Service "shop" does not select the pods of the Rollout`,
  ]);
  expect(findings(roServices, service('{ app: shop, rollouts-pod-template-hash: abc }'))).toEqual([
    'error spec.selector.rollouts-pod-template-hash: a Service of a Rollout selects "rollouts-pod-template-hash" in Git',
  ]);
});

test.each([
  ['alb: { ingress: shop, servicePort: 80 }', 2],
  ['nginx: { stableIngress: shop }', 2],
  ['istio: { virtualService: { name: shop } }', 2],
  [
    'istio: { virtualService: { name: shop }, destinationRule: { name: shop, stableSubsetName: a, canarySubsetName: b } }',
    0,
  ],
  ['plugins: { "argoproj-labs/gatewayAPI": {} }', 0],
])('a router needs both sides: %s', (router, missing) => {
  expect(findings(roServices, exampleRollout(`canary: { trafficRouting: { ${router} } }`))).toHaveLength(missing);
});

test('a Service that Flagger or an operator makes is not missing', () => {
  const canary = `---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: x, namespace: api }
spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop } }
`;
  expect(findings(roServices, blueGreen('shop', 'shop-canary') + canary)).toEqual([]);
});

test('the root of the load balancer is no side', () => {
  const rollout = (root: string) =>
    exampleRollout(
      `canary: { stableService: shop, canaryService: shop-canary, trafficRouting: { alb: { ingress: shop, servicePort: 80, rootService: ${root} } } }`,
    ) + exampleServices('shop', 'shop-canary', 'shop-root');
  expect(findings(roServices, rollout('shop-root'))).toEqual([]);
  expect(findings(roServices, rollout('shop-canary'))).toEqual([
    'error spec.strategy.canary.canaryService: Service "shop-canary" is the root of the load balancer, and the canary side as well',
  ]);
});
