import { otelServiceName } from '../../../../src/checks/rules/workloads/otel-service-name.js';
import { findings } from '../../findings.js';

const pod = (name: string, service: string, image = name) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, image: "${image}:1", env: [{name: OTEL_SERVICE_NAME, value: ${service}}]}]}}\n`;
const others = ['cart', 'stock', 'mail'].map((name) => pod(name, name)).join('');
const at = 'warning spec.containers[0].env[0].value';

test.each([
  ['cart', `${at}: "shop" traces as "cart", which is another workload`],
  ['shpo', `${at}: "shop" traces as "shpo"`],
])('%s', (service, said) => {
  expect(findings(otelServiceName, others + pod('shop', service))).toEqual([said]);
});

test.each([
  ['its own name', others + pod('shop', 'shop')],
  ['a name of nobody', others + pod('shop', 'checkout')],
  ['a canary', others + pod('cart-canary', 'cart')],
  ['another process of the same image', others + pod('shop', 'cart', 'cart')],
  ['a template', others + pod('shop', '"{{ name }}"')],
  ['no custom', pod('cart', 'cart') + pod('shop', 'cart')],
])('silent: %s', (_, text) => {
  expect(findings(otelServiceName, text)).toEqual([]);
});
