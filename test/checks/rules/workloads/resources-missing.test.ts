import { resourcesMissing } from '../../../../src/checks/rules/workloads/resources-missing.js';
import { deployment, findings } from '../../findings.js';

const of = (name: string, resources: string) =>
  deployment(name).replace('image: "x:1"', `image: "x:1", resources: ${resources}`);
const check = (text: string) => findings(resourcesMissing, text);

test('all containers that ask for nothing are one report', () => {
  expect(check(of('shop', '{}') + of('cart', '{}') + of('stock', '{limits: {memory: 64Mi}}'))).toEqual([
    'warning spec.template.spec.containers[0]: container "app" asks for neither CPU nor memory, nor do 1 more',
  ]);
});

test.each([
  ['a request', of('shop', '{requests: {cpu: 10m}}')],
  ['one for the pod', deployment('shop', 'resources: {requests: {memory: 64Mi}}')],
  ['a task', deployment('shop').replace('apps/v1', 'batch/v1').replace('Deployment', 'Job')],
  [
    'a namespace that gives some',
    `${deployment('shop')}---\n{apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: api}, spec: {limits: []}}\n`,
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
