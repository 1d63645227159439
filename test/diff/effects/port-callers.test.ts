import { drop, edit, effectsOf, ofKind, type Step, set } from '../scripted.js';

const DESK = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: desk, namespace: shop}
spec:
  selector: {matchLabels: {app: desk}}
  template:
    metadata: {labels: {app: desk}}
    spec:
      containers:
        - name: web
          image: "registry.test/shop/desk:1.0.0"
          env:
            - {name: CART_HOST, value: cart.shop.svc.cluster.local}
            - {name: CART_PORT, value: "80"}
`;
const desk: Step = (documents) => void documents.set('Deployment desk', DESK);
const move = set('Service cart', 'spec.ports.0.port', 8080);
const trafficOf = (steps: readonly Step[], base: readonly Step[] = []) =>
  ofKind(effectsOf(steps, {}, base), 'Service cart', 'traffic')[0];
const GONE = 'Service shop/cart: port 8080 is new; port 80 is gone';

describe('a Service drops a port', () => {
  test('that nobody in sight calls', () => {
    const effect = trafficOf([move]);
    expect(effect?.text).toBe(`${GONE}: nobody here calls it`);
    expect(effect?.grave).toBeUndefined();
  });

  test('that pods call until this change restarts them', () => {
    const follow = edit('Deployment desk', (object) => {
      object.spec.template.spec.containers[0].env[1].value = '8080';
    });
    const effect = trafficOf([move, follow], [desk]);
    const { restart } = ofKind(effectsOf([move, follow], {}, [desk]), 'Deployment desk', 'restart')[0] ?? {};
    expect(restart?.loss).toEqual({
      is: 'some',
      text: 'old pods call cart:80, which is gone, until they are replaced',
    });
    expect(effect).toMatchObject({ text: `${GONE}: desk's old pods call it until they restart`, grave: true });
  });

  test('that pods go on calling', () => {
    expect(trafficOf([move], [desk])).toMatchObject({ text: `${GONE}: desk still calls it`, grave: true });
  });

  test('that pods called which go with it', () => {
    expect(trafficOf([move, drop('Deployment desk')], [desk])?.text).toBe(`${GONE}: nobody here calls it`);
  });

  test('that its own pods are told as where they are reached', () => {
    const own = edit('Deployment cart', (object) => {
      object.spec.template.spec.containers[0].env.push({ name: 'SELF', value: 'http://cart.shop.svc:80' });
    });
    expect(trafficOf([move], [own])?.text).toBe(`${GONE}: nobody here calls it`);
  });

  test('to which a route leads by its number, and not by its name', () => {
    const backend = 'spec.rules.0.http.paths.0.backend.service.port';
    const byNumber = set('Ingress shop', backend, { number: 80 });
    const still = { text: `${GONE}: Ingress shop/shop still leads to it`, grave: true };
    expect(trafficOf([move], [byNumber])).toMatchObject(still);
    expect(trafficOf([move, set('Ingress shop', backend, { number: 8080 })], [byNumber])?.grave).toBeUndefined();
    const route = set('VirtualService pay', 'spec.http.0.route', [
      { destination: { host: 'cart', port: { number: 80 } } },
    ]);
    expect(trafficOf([move], [route])?.text).toBe(`${GONE}: VirtualService shop/pay still leads to it`);
  });

  test('at a load balancer, whose callers are not in sight', () => {
    expect(trafficOf([move], [set('Service cart', 'spec.type', 'LoadBalancer')])).toMatchObject({
      text: `${GONE}: whoever calls its load balancer is refused`,
      grave: true,
    });
  });
});
