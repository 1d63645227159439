import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { flaggerOwned } from '../../../../src/checks/rules/delivery/flagger-owned.js';
import { findings } from '../../findings.js';

const object = (apiVersion: string, kind: string, name: string, namespace = 'api') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}}\n`;

test.each([
  [exampleCanary() + object('v1', 'Service', 'shop-primary'), 1],
  [exampleCanary() + object('v1', 'Service', 'shop-canary'), 1],
  [exampleCanary() + object('apps/v1', 'Deployment', 'shop-primary'), 1],
  [exampleCanary() + object('autoscaling/v2', 'HorizontalPodAutoscaler', 'shop-primary'), 1],
  [exampleCanary() + object('autoscaling/v2', 'HorizontalPodAutoscaler', 'shop'), 0],
  [exampleCanary() + object('v1', 'Service', 'shop', 'web'), 0],
  [exampleCanary() + object('networking.istio.io/v1', 'VirtualService', 'shop'), 0],
  [exampleCanary({ provider: 'istio' }) + object('networking.istio.io/v1', 'VirtualService', 'shop'), 1],
  [exampleCanary({ provider: 'istio' }) + object('networking.istio.io/v1', 'DestinationRule', 'shop-canary'), 1],
  [exampleCanary() + object('networking.istio.io/v1', 'DestinationRule', 'shop-canary'), 0],
  [exampleCanary({ provider: 'gatewayapi:v1' }) + object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop'), 1],
  [exampleCanary().replace('port: 80', 'name: front\n    port: 80') + object('v1', 'Service', 'shop'), 0],
])('%#', (text, count) => {
  expect(findings(flaggerOwned, text)).toHaveLength(count);
});
