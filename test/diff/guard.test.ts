import { add, drop, edit, effectsOf, type Step, set } from './scripted.js';

const rules = (...steps: Step[]) => effectsOf(steps).findings.map(({ rule }) => rule);

const rollout = add(`
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: cart, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: cart}}
  strategy: {canary: {steps: [{setWeight: 10}, {pause: {}}]}}
  template: {metadata: {labels: {app: cart, version: v1}}, spec: {containers: [{name: web, image: "registry.test/shop/cart:1.0.0"}]}}
`);

const scaler = (kind: string, version: string) => ({ apiVersion: version, kind, name: 'cart' });

describe('the way from a Deployment to a Rollout', () => {
  test('first the Rollout beside it', () => {
    expect(rules(rollout)).toEqual([]);
  });

  test('then the Deployment goes', () => {
    expect(effectsOf([drop('Deployment cart')], {}, [rollout]).findings).toEqual([]);
  });

  test('both in one step is refused', () => {
    const diff = effectsOf([drop('Deployment cart'), rollout]);
    expect(diff.findings).toMatchObject([{ rule: 'migration-swap', severity: 'error' }]);
    expect(diff.findings[0]?.fix).toContain("delivery: migrate({ phase: 'beside', to: canary({ … }) })");
    expect(diff.findings[0]?.fix).toContain('Commit 1');
  });

  test('both in one step with PruneLast=true is allowed', () => {
    const swap = edit('Deployment cart', (o) => {
      o.apiVersion = 'argoproj.io/v1alpha1';
      o.kind = 'Rollout';
      o.metadata.annotations = { 'argocd.argoproj.io/sync-options': 'PruneLast=true' };
    });
    expect(rules(swap)).toEqual([]);
  });

  test('the autoscaler does not move to a Rollout that is new in the same change', () => {
    const base = [set('HorizontalPodAutoscaler pay', 'spec.scaleTargetRef', scaler('Deployment', 'apps/v1'))];
    const move = set('HorizontalPodAutoscaler pay', 'spec.scaleTargetRef', scaler('Rollout', 'argoproj.io/v1alpha1'));
    expect(effectsOf([rollout, move], {}, base).findings.map(({ rule }) => rule)).toEqual(['migration-phase']);
    expect(effectsOf([move], {}, [...base, rollout]).findings).toEqual([]);
  });
});

describe('what still serves', () => {
  test('pods do not go while a Service sends to them', () => {
    expect(rules(drop('Deployment cart'))).toEqual(['prune-serving']);
  });

  test('a pair does not switch and lose its old side in one change', () => {
    const green = add(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: green, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: cart, side: green}}
  template: {metadata: {labels: {app: cart, side: green, other: thing}}, spec: {containers: [{name: x, image: "registry.test/y:2"}]}}
`);
    expect(rules(green, drop('Deployment cart'))).toEqual(['prune-serving']);
    expect(effectsOf([drop('Deployment cart')], {}, [green]).findings).toEqual([]);
  });

  test('a Service does not go while an Ingress leads to it', () => {
    expect(effectsOf([drop('Service cart')]).findings[0]).toMatchObject({
      rule: 'prune-serving',
      message:
        'Service shop/cart is deleted while Ingress shop/shop, VirtualService shop/pay and DestinationRule shop/cart still need it',
    });
  });

  test('a Secret does not go while pods read it', () => {
    expect(rules(drop('ExternalSecret cart-secret'))).toContain('prune-serving');
    expect(rules(drop('ConfigMap frozen'))).toEqual([]);
  });
});
