import { add, effectsOf, kindsOf, ofKind, set } from '../scripted.js';

const green = add(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart-green, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: cart, side: green}}
  template: {metadata: {labels: {app: cart, side: green}}, spec: {containers: [{name: web, image: "registry.test/shop/cart:2.0.0"}]}}
`);

const trafficOf = (object: string, ...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), object, 'traffic')[0];

describe('where a Service sends', () => {
  test('to other pods', () => {
    expect(trafficOf('Service cart', set('Service cart', 'spec.selector', { app: 'proxy' }))?.text).toBe(
      'cart: requests go to proxy (Deployment) instead of cart (Deployment)',
    );
  });

  test('to nobody', () => {
    const effect = trafficOf('Service cart', set('Service cart', 'spec.selector.app', 'nobody'));
    expect(effect).toMatchObject({ grave: true });
    expect(effect?.text).toContain('requests reach nobody any more');
  });

  test('to new pods that carry its labels, though the Service itself did not change', () => {
    const diff = effectsOf([green]);
    expect(ofKind(diff, 'Deployment cart-green', 'traffic')[0]?.text).toBe(
      'cart: requests go to cart-green (Deployment) too',
    );
  });

  test('no longer to pods whose labels changed', () => {
    const relabel = set('Deployment cart', 'spec.template.metadata.labels', { app: 'cart2', version: 'v1' });
    const effect = ofKind(effectsOf([relabel]), 'Deployment cart', 'traffic')[0];
    expect(effect?.text).toContain('cart: requests reach nobody any more');
  });

  test('the green side of a pair, by one label', () => {
    const diff = effectsOf([set('Service cart', 'spec.selector', { app: 'cart', side: 'green' })], {}, [green]);
    expect(ofKind(diff, 'Service cart', 'traffic')[0]?.text).toBe('cart: requests no longer go to cart (Deployment)');
  });

  test('other labels for the same pods are no effect', () => {
    const diff = effectsOf([set('Service proxy', 'spec.selector', { app: 'proxy', tier: 'edge' })], {}, [
      set('Deployment proxy', 'spec.template.metadata.labels.tier', 'edge'),
    ]);
    expect(kindsOf(diff)).toEqual({ 'Service proxy': ['none'] });
  });
});

describe('the ports of a Service', () => {
  test.each([
    [
      'another target',
      set('Service cart', 'spec.ports.0.targetPort', 9000),
      'port 80 leads to 9000 instead of http',
      false,
    ],
    [
      'another number',
      set('Service cart', 'spec.ports.0.port', 8080),
      'port 8080 is new; port 80 is gone: nobody here calls it',
      false,
    ],
    ['another name', set('Service cart', 'spec.ports.0.name', 'web'), 'port 80 is called web instead of http', false],
    ['one more', set('Service cart', 'spec.ports.1', { name: 'grpc', port: 50051 }), 'port 50051 is new', false],
    [
      'another type',
      set('Service cart', 'spec.type', 'NodePort'),
      'type ClusterIP → NodePort: it is reached at the nodes too',
      false,
    ],
    ['sticky sessions', set('Service cart', 'spec.sessionAffinity', 'ClientIP'), 'its sessionAffinity changes', false],
  ])('%s', (_, change, text, grave) => {
    const effect = trafficOf('Service cart', change);
    expect(effect?.text).toBe(`Service shop/cart: ${text}`);
    expect(effect?.grave ?? false).toBe(grave);
  });

  test('a target that is the port itself, written out, is no change', () => {
    expect(kindsOf(effectsOf([set('Service proxy', 'spec.ports.0.targetPort', 80)]))).toEqual({
      'Service proxy': ['none'],
    });
  });
});
