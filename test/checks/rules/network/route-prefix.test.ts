import { routePrefix } from '../../../../src/checks/rules/network/route-prefix.js';
import { deployment, findings } from '../../findings.js';

const service =
  '---\n{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {selector: {app: shop}, ports: [{port: 80}]}}\n';
const app = (name: string, value: string) =>
  service + deployment('shop').replace('image: "x:1"', `image: "x:1", env: [{name: ${name}, value: "${value}"}]`);
const ingress = (path: string, annotations = '{}') =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, namespace: api, annotations: ${annotations}}, spec: {rules: [{http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}}]}}\n`;
const route = (prefix: string, more = '') =>
  `---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: shop, namespace: web}, spec: {hosts: [x.test], http: [{match: [{uri: {prefix: ${prefix}}}], route: [{destination: {host: shop.api.svc.cluster.local}}]${more}}]}}\n`;
const check = (text: string) => findings(routePrefix, text);
const orders = app('SHOP_API_PREFIX', '/api/v1/orders');

test('a path that the program does not serve', () => {
  const message = 'leads to Service "shop", whose pods serve "/api/v1/orders" (SHOP_API_PREFIX)';
  expect(check(orders + ingress('/api/v1/order/'))).toEqual([
    `error spec.rules[0].http.paths[0].path: path "/api/v1/order/" ${message}`,
  ]);
  expect(check(orders + route('/api/v1/order'))).toEqual([
    `error spec.http[0].match[0].uri.prefix: path "/api/v1/order" ${message}`,
  ]);
});

test.each([
  ['the path itself', ingress('/api/v1/orders/')],
  ['a part of it', ingress('/api/v1/orders/events')],
  ['what lies above', route('/api')],
  ['everything', ingress('/')],
  ['a path that is rewritten', ingress('/shop', '{nginx.ingress.kubernetes.io/rewrite-target: /}')],
  ['one that Istio rewrites', route('/shop', ', rewrite: {uri: /}')],
])('silent: %s', (_, text) => {
  expect(check(orders + text)).toEqual([]);
});

test('silent: a program that nobody tells', () => {
  expect(check(app('LOG_LEVEL', '/info') + ingress('/x'))).toEqual([]);
});
