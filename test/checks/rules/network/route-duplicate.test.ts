import { routeDuplicate } from '../../../../src/checks/rules/network/route-duplicate.js';
import { findings } from '../../findings.js';

const ingress = (name: string, annotations: string, path = '/v1', service = name) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: api, annotations: ${annotations}}
spec:
  rules: [{host: a.io, http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}}]
`;
const group = (name: string) => `{kubernetes.io/ingress.class: alb, alb.ingress.kubernetes.io/group.name: ${name}}`;

test('two members of one group', () => {
  expect(findings(routeDuplicate, ingress('a', group('g')) + ingress('b', group('g')))).toEqual([
    'error spec.rules[0].http.paths[0].path: route "a.io/v1" is taken by test.yaml:6',
  ]);
});

test.each([
  ['another group', ingress('a', group('g')) + ingress('b', group('h'))],
  [
    'load balancers of their own',
    ingress('a', '{kubernetes.io/ingress.class: alb}') + ingress('b', '{kubernetes.io/ingress.class: alb}'),
  ],
  ['another path', ingress('a', group('g')) + ingress('b', group('g'), '/v2')],
  ['the same backend', ingress('a', group('g')) + ingress('b', group('g'), '/v1', 'a')],
  ['a canary', ingress('a', '{}') + ingress('b', '{nginx.ingress.kubernetes.io/canary: "true"}')],
  [
    'conditions',
    ingress('a', group('g')) + ingress('b', group('g').replace('{', '{alb.ingress.kubernetes.io/conditions.b: "[]", ')),
  ],
])('silent: %s', (_, text) => {
  expect(findings(routeDuplicate, text)).toEqual([]);
});
