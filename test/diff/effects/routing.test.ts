import { add, drop, edit, effectsOf, kindsOf, ofKind, set, swap } from '../scripted.js';

const trafficOf = (object: string, ...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), object, 'traffic').map(({ text }) => text);

describe('where requests go', () => {
  test('a path that leads to another Service', () => {
    const change = set('Ingress shop', 'spec.rules.0.http.paths.0.backend.service.name', 'proxy');
    expect(trafficOf('Ingress shop', change)).toEqual(['shop.test/cart: cart:http → proxy:http']);
  });

  test('a path that is renamed', () => {
    expect(trafficOf('Ingress shop', set('Ingress shop', 'spec.rules.0.http.paths.0.path', '/basket'))).toEqual([
      'shop.test/cart is no longer led to cart:http: it is answered with 404; shop.test/basket now leads to cart:http',
    ]);
  });

  test('a path that goes, and that another route may take', () => {
    const above = edit('Ingress shop', (o) => {
      o.spec.rules[0].http.paths[0].path = '/';
    });
    expect(trafficOf('Ingress shop', above)[0]).toMatch(/^shop.test\/cart is no longer led to cart:http; /);
  });

  test('a path that an AWS load balancer splits by an annotation', () => {
    const split = edit('Ingress shop', (o) => {
      o.spec.rules[0].http.paths[0].backend.service.port = { name: 'use-annotation' };
    });
    expect(trafficOf('Ingress shop', split)).toEqual(['shop.test/cart: cart:http → stable and canary of cart']);
    const redirect = edit('Ingress shop', (o) => {
      o.metadata.annotations = { 'alb.ingress.kubernetes.io/actions.cart': '{"Type":"redirect"}' };
    });
    expect(trafficOf('Ingress shop', split, redirect)).toContain('shop.test/cart: cart:http → a redirect');
  });

  test('weights that move', () => {
    const change = edit('VirtualService pay', (o) => {
      o.spec.http[0].route[0].weight = 50;
      o.spec.http[0].route[1].weight = 50;
    });
    expect(trafficOf('VirtualService pay', change)).toEqual([
      'pay.test, what no other route takes: cart (stable) 90 %, cart (canary) 10 % → cart (stable) 50 %, cart (canary) 50 %',
    ]);
  });

  test('a header that leads to the canary, before the rest', () => {
    const change = edit('VirtualService pay', (o) =>
      o.spec.http.unshift({
        name: 'header',
        match: [{ headers: { canary: { exact: 'true' } } }],
        route: [{ destination: { host: 'cart', subset: 'canary' } }],
      }),
    );
    expect(trafficOf('VirtualService pay', change)[0]).toContain('pay.test canary: true now leads to cart (canary)');
  });

  test('routes in another order: the first that matches wins', () => {
    const second = { name: 'second', match: [{ uri: { prefix: '/a' } }], route: [{ destination: { host: 'proxy' } }] };
    const base = [edit('VirtualService pay', (o) => o.spec.http.unshift(second))];
    const diff = effectsOf([edit('VirtualService pay', (o) => o.spec.http.reverse())], {}, base);
    expect(ofKind(diff, 'VirtualService pay', 'traffic')[0]?.text).toContain('handled differently (http)');
  });

  test('the same route from another object is no change of traffic', () => {
    const moved = [
      drop('Ingress shop'),
      add(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: entrance, namespace: shop}
spec:
  rules: [{host: shop.test, http: {paths: [{path: /cart, pathType: Prefix, backend: {service: {name: cart, port: {name: http}}}}]}}]
`),
    ];
    expect(Object.values(kindsOf(effectsOf(moved))).flat()).not.toContain('traffic');
  });

  test('a route that goes with its object', () => {
    const [effect] = ofKind(effectsOf([drop('Ingress shop')]), 'Ingress shop', 'traffic');
    expect(effect).toMatchObject({ grave: true, text: 'shop.test/cart is no longer led to cart:http' });
  });

  test('routes of the Gateway API', () => {
    const route = (weight: number) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  hostnames: [web.test]
  rules: [{matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: cart, port: 80, weight: ${weight}}, {name: proxy, port: 80, weight: 1}]}]
`;
    const diff = effectsOf([swap(route(9), route(5))], {}, [add(route(9))]);
    expect(ofKind(diff, 'HTTPRoute web', 'traffic')[0]?.text).toBe(
      'web.test/…: cart:80 9 %, proxy:80 1 % → cart:80 5 %, proxy:80 1 %',
    );
  });
});

describe('how requests are handled', () => {
  test('annotations that a load balancer acts on', () => {
    const change = set('Ingress shop', 'metadata.annotations.["alb.ingress.kubernetes.io/scheme"]', 'internal');
    expect(trafficOf('Ingress shop', change)).toEqual(['Ingress shop/shop: the load balancer is set up anew (scheme)']);
  });

  test('a time limit', () => {
    expect(trafficOf('VirtualService pay', set('VirtualService pay', 'spec.http.0.timeout', '3s'))[0]).toContain(
      'http[main].timeout',
    );
  });

  test('a subset whose labels no pod has', () => {
    const [effect] = ofKind(
      effectsOf([set('DestinationRule cart', 'spec.subsets.0.labels.version', 'v9')]),
      'DestinationRule cart',
      'traffic',
    );
    expect(effect).toMatchObject({ grave: true });
    expect(effect?.text).toBe(
      'cart: subset stable: version=v1 → version=v9; no pod has the labels of stable: requests to it are answered with 503',
    );
  });

  test('a subset that is gone', () => {
    const [effect] = ofKind(
      effectsOf([set('DestinationRule cart', 'spec.subsets', [])]),
      'DestinationRule cart',
      'traffic',
    );
    expect(effect).toMatchObject({ grave: true, text: 'cart: subset stable is gone' });
  });

  test('a way in for all requests that goes', () => {
    const all =
      '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: all, namespace: shop}, spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}}]}}';
    const diff = effectsOf([swap(all, undefined)], {}, [add(all)]);
    expect(ofKind(diff, 'Ingress all', 'traffic')[0]?.text).toBe('no request is led to cart:80 any more');
  });
});
