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

const split = (name: string, action: string, service = name) =>
  ingress(
    name,
    `{${group('g').slice(1, -1)}, alb.ingress.kubernetes.io/actions.${service}: '${action}'}`,
    '/v1',
    service,
  ).replace('number: 80', 'name: use-annotation');
const forward = (name: string, weight = 0) =>
  `{"Type":"forward","ForwardConfig":{"TargetGroups":[{"ServiceName":"${name}-canary","ServicePort":"80","Weight":${weight}},{"ServiceName":"${name}-stable","ServicePort":"80","Weight":${100 - weight}}]}}`;
const taken = ['error spec.rules[0].http.paths[0].path: route "a.io/v1" is taken by test.yaml:6'];

test('an action that splits a canary', () => {
  expect(findings(routeDuplicate, ingress('a', group('g')) + split('b', forward('b')))).toEqual(taken);
  expect(findings(routeDuplicate, split('a', forward('a')) + split('b', forward('b')))).toEqual(taken);
});

test('the other is named at the line of its path', () => {
  const long = ingress('a', group('g')).replace('path: /v1, pathType: Prefix', 'pathType: Prefix,\n    path: /v1');
  expect(findings(routeDuplicate, long + ingress('b', group('g')))).toEqual([
    'error spec.rules[0].http.paths[0].path: route "a.io/v1" is taken by test.yaml:7',
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
  ['actions that forward to the same', split('a', forward('a')) + split('b', forward('a', 20).toLowerCase(), 'x')],
  ['an action that redirects', split('a', '{"Type":"redirect"}') + ingress('b', group('g'))],
  ['an action that somebody else writes', split('a', '') + ingress('b', group('g'))],
  ['a canary', ingress('a', '{}') + ingress('b', '{nginx.ingress.kubernetes.io/canary: "true"}')],
  [
    'conditions',
    ingress('a', group('g')) + ingress('b', group('g').replace('{', '{alb.ingress.kubernetes.io/conditions.b: "[]", ')),
  ],
])('silent: %s', (_, text) => {
  expect(findings(routeDuplicate, text)).toEqual([]);
});
