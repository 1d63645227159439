import { edit, effectsOf, entryOf, kindsOf, ofKind, set } from '../scripted.js';

const greeting = set('ConfigMap cart-settings', 'data.GREETING', 'hi');
const image = set('Deployment cart', 'spec.template.spec.containers.0.image', 'registry.test/shop/cart:1.1.0');

describe('configuration followed to the pods that read it', () => {
  test('variables keep their old values until a restart, and nothing brings one', () => {
    const [effect] = ofKind(effectsOf([greeting]), 'ConfigMap cart-settings', 'pending');
    expect(effect).toMatchObject({ grave: true, fields: ['data.GREETING'] });
    expect(effect?.text).toBe(
      'cart keeps the old values of ConfigMap shop/cart-settings until restarted: nothing here restarts it',
    );
    expect(effect?.fix).toContain('kubectl -n shop rollout restart deployment/cart');
  });

  test('pods that restart anyway read them anew', () => {
    const [effect] = entryOf(effectsOf([greeting, image]), 'ConfigMap cart-settings').effects;
    expect(effect).toMatchObject({
      kind: 'live',
      text: 'cart reads ConfigMap shop/cart-settings anew when restarted by this change',
    });
  });

  test('mounted files change without a restart', () => {
    const [effect] = entryOf(
      effectsOf([set('ConfigMap proxy-files', 'data.["proxy.conf"]', 'listen 81')]),
      'ConfigMap proxy-files',
    ).effects;
    expect(effect).toMatchObject({ kind: 'live' });
    expect(effect?.text).toContain('proxy finds the new files');
  });

  test('a file mounted with subPath never changes', () => {
    const base = [
      edit('Deployment proxy', (o) => (o.spec.template.spec.containers[0].volumeMounts[0].subPath = 'proxy.conf')),
    ];
    const diff = effectsOf([set('ConfigMap proxy-files', 'data.["proxy.conf"]', 'listen 81')], {}, base);
    expect(kindsOf(diff)).toEqual({ 'ConfigMap proxy-files': ['pending'] });
  });

  test('a tool in the cluster that watches it restarts the pods', () => {
    const base = [set('Deployment cart', 'metadata.annotations', { 'reloader.stakater.com/auto': 'true' })];
    const [effect] = ofKind(effectsOf([greeting], {}, base), 'ConfigMap cart-settings', 'restart');
    expect(effect?.text).toContain('cart: 3 pods restart');
  });

  test('a checksum in the template restarts the pods', () => {
    const checksum = set('Deployment cart', 'spec.template.metadata.annotations', { 'checksum/settings': 'abc' });
    expect(kindsOf(effectsOf([greeting, checksum]))).toEqual({
      'ConfigMap cart-settings': ['live'],
      'Deployment cart': ['restart'],
    });
  });

  test('only those who read the changed key are told of', () => {
    const [token] = entryOf(
      effectsOf([set('ExternalSecret cart-secret', 'spec.data.0.remoteRef.key', '/shop/t2')]),
      'ExternalSecret cart-secret',
    ).effects;
    expect(token?.text).toContain('cart keeps the old values');
    const diff = effectsOf([set('ExternalSecret cart-secret', 'spec.data.1.remoteRef.key', '/shop/o2')]);
    expect(kindsOf(diff)).toEqual({ 'ExternalSecret cart-secret': ['none'] });
  });

  test('how often a secret is fetched restarts nothing', () => {
    const diff = effectsOf([set('ExternalSecret cart-secret', 'spec.refreshInterval', '1h')]);
    expect(kindsOf(diff)).toEqual({ 'ExternalSecret cart-secret': ['none'] });
    const other = effectsOf([set('ExternalSecret cart-secret', 'spec.refreshInterval', '5m')]);
    expect(entryOf(other, 'ExternalSecret cart-secret').effects[0]?.kind).toBe('live');
  });

  test.each([
    ['a dashboard', { name: 'board', labels: { grafana_dashboard: '1' } }, 'live', 'Grafana shows the new board'],
    ['argocd-cm', { name: 'argocd-cm' }, 'delivery', 'Argo CD reads argocd-cm anew at once'],
    ['argocd-cmd-params-cm', { name: 'argocd-cmd-params-cm' }, 'pending', 'only when its own pods start'],
  ] as const)('%s is known by its name or label', (_, metadata, kind, text) => {
    const base = [edit('ConfigMap proxy-files', (o) => (o.metadata = { ...metadata, namespace: 'shop' }))];
    const diff = effectsOf([set('ConfigMap proxy-files', 'data.["proxy.conf"]', 'x')], {}, base);
    expect(diff.entries[0]?.effects[0]).toMatchObject({ kind });
    expect(diff.entries[0]?.effects[0]?.text).toContain(text);
  });

  test('a ConfigMap named after its content is one that changed, not one gone and one new', () => {
    const named = (hash: string) => [
      edit('ConfigMap cart-settings', (o) => (o.metadata.name = `cart-settings-${hash}`)),
      set('Deployment cart', 'spec.template.spec.containers.0.envFrom.0.configMapRef.name', `cart-settings-${hash}`),
    ];
    const base = named('5f6d8g9h2k');
    const after = [
      edit('ConfigMap cart-settings', (o) => (o.metadata.name = 'cart-settings-7c4b6m2t8f')),
      set('Deployment cart', 'spec.template.spec.containers.0.envFrom.0.configMapRef.name', 'cart-settings-7c4b6m2t8f'),
      greeting,
    ];
    expect(kindsOf(effectsOf(after, {}, base))).toEqual({
      'ConfigMap cart-settings-7c4b6m2t8f': ['live'],
      'Deployment cart': ['restart'],
    });
  });
});
