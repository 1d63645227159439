import { exampleRollout, exampleServices } from '../../../../src/checks/delivery/rollouts.js';
import { roAlb } from '../../../../src/checks/rules/delivery/ro-alb.js';
import { findings } from '../../findings.js';

const routed = (router: string) =>
  exampleRollout(`canary: { stableService: shop-stable, canaryService: shop-canary, trafficRouting: { ${router} } }`);
const ingress = (service: string, port: string, annotations = '{}') => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: api, annotations: ${annotations} }
spec:
  rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { ${port} } } } }] } }]
`;
const services = exampleServices('shop', 'shop-stable', 'shop-canary');
const at = 'spec.strategy.canary.trafficRouting';
const root = 'alb: { ingress: shop, rootService: shop, servicePort: 80 }';

test('the backend is the root Service, or the stable one where there is no root', () => {
  const used = 'name: use-annotation';
  expect(findings(roAlb, routed(root) + ingress('shop', used) + services)).toEqual([]);
  expect(findings(roAlb, routed(root) + ingress('shop-stable', used) + services)).toEqual([
    `error ${at}.alb.ingress: Ingress "shop" has no rule that leads to "shop"`,
  ]);
  expect(
    findings(roAlb, routed('alb: { ingress: shop, servicePort: 80 }') + ingress('shop-stable', used) + services),
  ).toEqual([]);
});

test('the Ingress is there, and is named once', () => {
  expect(findings(roAlb, routed(root) + services)).toEqual([
    `warning ${at}.alb.ingress: Ingress "shop" does not exist in namespace "api"`,
  ]);
  expect(findings(roAlb, routed('alb: { servicePort: 80 }') + services)).toEqual([
    `error ${at}.alb: trafficRouting names no ingress`,
  ]);
});

test('the port is one of both Services', () => {
  const other = 'alb: { ingress: shop, rootService: shop, servicePort: 8080 }';
  expect(findings(roAlb, routed(other) + ingress('shop', 'name: use-annotation') + services)).toEqual([
    `error ${at}.alb.servicePort: Service "shop-stable" has no port 8080`,
  ]);
});

test('the action in Git leads to the sides', () => {
  const action = (json: string) => `{ alb.ingress.kubernetes.io/actions.shop: '${json}' }`;
  const to = (...names: readonly string[]) =>
    action(
      JSON.stringify({
        type: 'forward',
        forwardConfig: { targetGroups: names.map((serviceName) => ({ serviceName })) },
      }),
    );
  const said = (annotations: string) =>
    findings(roAlb, routed(root) + ingress('shop', 'name: use-annotation', annotations) + services).map((line) =>
      line.replace(/^.*?: /, ''),
    );
  expect(said(to('shop-canary', 'shop-stable'))).toEqual([]);
  expect(said(to('shop-cannary', 'shop-stable'))).toEqual([
    'the action of "shop" leads to "shop-cannary", which is no side of the Rollout',
  ]);
  expect(said(action('{'))).toEqual(['the action of "shop" is no JSON with a ForwardConfig']);
});

test('with NGINX the Ingress leads to the stable Service', () => {
  const nginx = 'nginx: { stableIngress: shop }';
  expect(findings(roAlb, routed(nginx) + ingress('shop-stable', 'number: 80') + services)).toEqual([]);
  expect(findings(roAlb, routed(nginx) + ingress('shop', 'number: 80') + services)).toEqual([
    `error ${at}.nginx.stableIngress: Ingress "shop" has no rule that leads to the stable Service "shop-stable"`,
  ]);
});
