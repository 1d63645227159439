import { serviceSelectsNothing } from '../../../../src/checks/rules/network/service-selects-nothing.js';
import { deployment, findings } from '../../findings.js';

const service = (selector: string, more = '', namespace = 'api') =>
  `{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: ${namespace}}, spec: {selector: ${selector}, ports: [{port: 80}]${more}}}\n`;

test('pods of another namespace do not count', () => {
  expect(
    findings(
      serviceSelectsNothing,
      service('{app: shop}', '', 'web') +
        deployment('shop') +
        deployment('x').replace('namespace: api', 'namespace: web'),
    ),
  ).toEqual(['error spec.selector: selector "app=shop" matches no pod in namespace "web"']);
});

test('a namespace without any pod of the set is a warning', () => {
  expect(findings(serviceSelectsNothing, service('{app: shop}'))).toEqual([
    'warning spec.selector: selector "app=shop" matches no pod in namespace "api"',
  ]);
});

test.each([
  ['a label that a controller gives', service('{app: other, rollouts-pod-template-hash: abc}')],
  ['one pod of a StatefulSet', service('{statefulset.kubernetes.io/pod-name: db-0}')],
  ['no selector', service('{}')],
  ['an external name', service('{app: other}', ', type: ExternalName')],
  [
    'pods of an operator',
    `${service('{app: redis}')}---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: r, namespace: api}}\n`,
  ],
  [
    'pods of a kind that nobody knows',
    `${service('{app: w}')}---\n{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}}\n`,
  ],
])('silent: %s', (_, text) => {
  expect(findings(serviceSelectsNothing, text + deployment('shop'))).toEqual([]);
});
