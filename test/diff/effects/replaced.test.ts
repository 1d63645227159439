import { edit, effectsOf, entryOf, kindsOf, ofKind } from '../scripted.js';

describe('one object that becomes another', () => {
  test('a workload of another name', () => {
    const diff = effectsOf([
      edit('Deployment proxy', (o) => {
        o.metadata.name = 'edge';
      }),
    ]);
    expect(kindsOf(diff)['Deployment edge']).toContain('replaced');
    expect(ofKind(diff, 'Deployment edge', 'replaced')[0]).toMatchObject({ grave: true });
    expect(ofKind(diff, 'Deployment edge', 'replaced')[0]?.text).toBe(
      'Deployment shop/proxy becomes Deployment shop/edge: 1 pod goes, 1 pod comes',
    );
  });

  test('a Service of another name: its host name goes', () => {
    const diff = effectsOf([edit('Service cart', (o) => (o.metadata.name = 'basket'))]);
    expect(ofKind(diff, 'Service basket', 'replaced')[0]?.text).toContain('cart.shop.svc resolves to nothing any more');
  });

  test('a Deployment that becomes a Rollout', () => {
    const diff = effectsOf([
      edit('Deployment cart', (o) => {
        o.apiVersion = 'argoproj.io/v1alpha1';
        o.kind = 'Rollout';
        o.spec.strategy = { canary: {} };
      }),
    ]);
    expect(entryOf(diff, 'Rollout cart').effects[0]).toMatchObject({ kind: 'replaced', grave: true });
  });
});
