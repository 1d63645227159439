import { envServiceLink } from '../../../../src/checks/rules/workloads/env-service-link.js';
import { deployment, findings } from '../../findings.js';

const service = (name: string, namespace = 'api', spec = '{ports: [{port: 80}]}') =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}\n`;
const pod = (name: string, more = '') =>
  deployment('shop', more).replace('image: "x:1"', `image: "x:1", env: [{name: ${name}, value: "80"}]`);
const same = deployment('cart').replace('namespace: api', 'namespace: cart');
const check = (text: string) => findings(envServiceLink, text);
const at =
  'warning spec.template.spec.containers[0].env[0].name: "CART_GRPC_PORT" is what Kubernetes calls the address of';

test('a Service beside the pod, or elsewhere beside the same program', () => {
  expect(check(service('cart-grpc') + pod('CART_GRPC_PORT'))).toEqual([`${at} Service "cart-grpc"`]);
  expect(check(service('cart-grpc', 'cart') + same + pod('CART_GRPC_PORT'))).toEqual([
    `${at} Service "cart-grpc" in namespace "cart"`,
  ]);
});

test.each([
  ['a prefix', service('cart-grpc') + pod('SHOP_CART_GRPC_PORT')],
  ['no links', service('cart-grpc') + pod('CART_GRPC_PORT', 'enableServiceLinks: false')],
  ['another program elsewhere', service('cart-grpc', 'cart') + same.replace('x:1', 'y:1') + pod('CART_GRPC_PORT')],
  ['a headless Service', service('cart-grpc', 'api', '{clusterIP: None}') + pod('CART_GRPC_PORT')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
