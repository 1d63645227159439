import { metricUnknown } from '../../../src/checks/rules/monitoring/metric-unknown.js';
import { deployment, findings } from '../findings.js';
import { alertOn } from '../rules/monitoring/prometheus-rule.js';

const application = (path: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  project: shop
  source: {repoURL: "https://github.com/team/shop.git", path: ${path}}
  destination: {server: "https://kubernetes.default.svc", namespace: images}
`;
const namespace = (name: string) => `---\n{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
const pods = (where: string) => deployment('shop').replace('namespace: api', `namespace: ${where}`);
const asks = (value: string) => alertOn(`shop_orders_total{namespace=~"${value}"} > 1`);
const tree = (value: string) => namespace('image') + namespace('my') + pods('images') + asks(value);

test.each([
  [
    'its new name is there',
    'auth|image',
    'error spec.groups[0].rules[0].expr: "Shop" asks for namespace "image", in which nothing runs: the pods are in "images"',
  ],
  [
    'it is all that is asked for',
    'my',
    'warning spec.groups[0].rules[0].expr: "Shop" asks for namespace "my", in which nothing runs',
  ],
])('a namespace that its pods have left: %s', (_, value, message) => {
  expect(findings(metricUnknown, tree(value) + application('test'))).toEqual([message]);
});

test.each([
  ['retired, beside others', tree('auth|my') + application('test')],
  ['no Application says what is delivered', tree('my')],
  ['an Application may fill one', tree('my') + application('test') + application('x').replace('images', 'my')],
  ['the one in which the pods are', tree('images') + application('test')],
])('silent: %s', (_, text) => {
  expect(findings(metricUnknown, text)).toEqual([]);
});
