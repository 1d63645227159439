import { add, effectsOf, kindsOf, ofKind, set, swap } from '../scripted.js';

const told = (...steps: Parameters<typeof effectsOf>[0]) => ofKind(effectsOf(steps), 'Application shop', 'delivery')[0];

describe('what Argo CD delivers', () => {
  test('another revision', () => {
    expect(told(set('Application shop', 'spec.source.targetRevision', 'develop'))?.text).toBe(
      'shop: Argo CD applies elsewhere/shop at develop instead of main',
    );
  });

  test('another version of a chart: what it changes is not to be seen here', () => {
    const base = [set('Application shop', 'spec.source', { repoURL: 'x', chart: 'redis', targetRevision: '1.0.0' })];
    const diff = effectsOf([set('Application shop', 'spec.source.targetRevision', '2.0.0')], {}, base);
    expect(ofKind(diff, 'Application shop', 'delivery')[0]).toMatchObject({ grave: true });
    expect(ofKind(diff, 'Application shop', 'delivery')[0]?.text).toContain('what that changes is not shown');
  });

  test('another cluster leaves behind what is in the old one', () => {
    expect(told(set('Application shop', 'spec.destination.server', 'https://other'))?.text).toContain('stays behind');
    expect(told(set('Application shop', 'spec.destination.namespace', 'shop2'))?.text).toMatch(
      /what it made in \S.* is pruned/,
    );
  });

  test('no more syncs by itself', () => {
    expect(told(set('Application shop', 'spec.syncPolicy.automated', undefined))).toMatchObject({ grave: true });
  });

  test('other sync options', () => {
    expect(told(set('Application shop', 'spec.syncPolicy.syncOptions', ['PruneLast=true']))?.text).toContain(
      'is synced differently',
    );
  });

  test('other steps of a canary: fewer shares of the requests are grave', () => {
    const path = 'spec.strategy.canary.steps';
    const [fewer] = ofKind(
      effectsOf([set('Rollout pay', path, [{ setWeight: 50 }, { pause: {} }])]),
      'Rollout pay',
      'delivery',
    );
    expect(fewer).toMatchObject({
      text: 'Rollout shop/pay: from the next version on the canary goes by 50 %, until promoted, not by 10 %, 5m, 50 %, 300s as before',
      grave: true,
    });
    const [none] = ofKind(effectsOf([set('Rollout pay', path, [])]), 'Rollout pay', 'delivery');
    expect(none).toMatchObject({ text: expect.stringContaining('goes to all pods at once, not by'), grave: true });
    const more = [{ setWeight: 10 }, { pause: { duration: '5m' } }, { setWeight: 50 }, { analysis: {} }];
    const [other] = ofKind(effectsOf([set('Rollout pay', path, more)]), 'Rollout pay', 'delivery');
    expect(other?.text).toContain('goes by 10 %, 5m, 50 %, analysis,');
    expect(other?.grave).toBeUndefined();
  });

  test('another wave', () => {
    const change = set('Deployment cart', 'metadata.annotations', { 'argocd.argoproj.io/sync-wave': '2' });
    const [effect] = ofKind(effectsOf([change]), 'Deployment cart', 'delivery');
    expect(effect?.text).toBe('Deployment shop/cart is applied in wave 2 instead of 0');
  });

  test('a default written out is no change', () => {
    const base = [set('Application shop', 'spec.syncPolicy.automated', { prune: true })];
    const diff = effectsOf([set('Application shop', 'spec.syncPolicy.automated.selfHeal', false)], {}, base);
    expect(kindsOf(diff)).toEqual({ 'Application shop': ['none'] });
  });

  test('an ApplicationSet that no longer makes an Application deletes all of it', () => {
    const sets = (names: string) =>
      `{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: all, namespace: argocd}, spec: {generators: [{list: {elements: [${names}]}}]}}`;
    const [a, b] = [sets('{name: auth}, {name: chat}'), sets('{name: auth}, {name: scan}')];
    const diff = effectsOf([swap(a, b)], {}, [add(a)]);
    expect(ofKind(diff, 'ApplicationSet all', 'deleted')[0]?.text).toContain(
      'no longer makes the Applications of chat',
    );
    expect(ofKind(diff, 'ApplicationSet all', 'delivery')[0]?.text).toContain('makes Applications of scan too');
  });
});
