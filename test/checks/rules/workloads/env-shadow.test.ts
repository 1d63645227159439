import { envShadow } from '../../../../src/checks/rules/workloads/env-shadow.js';
import { deployment, findings } from '../../findings.js';

const config = (name: string, data: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: ${data}}\n`;
const secret = (data: string) =>
  `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: s, namespace: api}, spec: {target: {template: {data: ${data}}}}}\n`;
const reads = (from: string, env = '[]') =>
  deployment('shop').replace('image: "x:1"', `image: "x:1", envFrom: ${from}, env: ${env}`);
const both = '[{configMapRef: {name: c}}, {secretRef: {name: s}}]';
const check = (text: string) => findings(envShadow, text);

test('the later source wins', () => {
  expect(check(config('c', '{A: "1", B: "2"}') + secret('{A: "{{ .a }}"}') + reads(both))).toEqual([
    'warning data.A: "A" is also in Secret "s", which Deployment api/shop takes instead',
  ]);
  const turned = '[{secretRef: {name: s}}, {configMapRef: {name: c}}]';
  expect(check(config('c', '{A: "1"}') + secret('{A: "2"}') + reads(turned))).toEqual([
    'warning spec.target.template.data.A: "A" is also in ConfigMap "c", which Deployment api/shop takes instead',
  ]);
});

test('a variable that is set twice', () => {
  expect(check(reads('[]', '[{name: A, value: x}, {name: A, value: y}]'))).toEqual([
    'error spec.template.spec.containers[0].env[1]: variable "A" is set twice',
  ]);
});

test.each([
  ['other keys', config('c', '{A: "1"}') + secret('{B: "2"}') + reads(both)],
  [
    'a prefix',
    config('c', '{A: "1"}') + secret('{A: "2"}') + reads(both.replace('{secretRef', '{prefix: X_, secretRef')),
  ],
  ['the same value', config('c', '{A: "1"}') + secret('{A: "1"}') + reads(both)],
  [
    'env, which is there to replace',
    config('c', '{A: "1"}') + reads('[{configMapRef: {name: c}}]', '[{name: A, value: x}]'),
  ],
  [
    'keys that a store decides',
    config('c', '{A: "1"}') + secret('{A: "2"}').replace('target', 'dataFrom: [{}], x') + reads(both),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
