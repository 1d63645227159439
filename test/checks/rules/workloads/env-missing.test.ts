import { envMissing } from '../../../../src/checks/rules/workloads/env-missing.js';
import { deployment, findings } from '../../findings.js';

const of = (name: string, env: string, from = '') =>
  deployment(name).replace('image: "x:1"', `image: "x:1", env: [${env}]${from}`);
const variable = (name: string) => `{name: ${name}, value: a}`;
const check = (text: string) => findings(envMissing, text);

test('what the stable workload has and the canary has not', () => {
  const stable = of('shop', `${variable('REDIS_URL')}, ${variable('LOG_LEVEL')}`);
  expect(check(stable + of('shop-canary', variable('LOG_LEVEL')))).toEqual([
    'warning spec.template.spec.containers[0].env: "shop-canary" lacks "REDIS_URL", which "shop" has',
  ]);
});

test('several canaries are one report, at the one that lacks most', () => {
  const cart = of('cart', `${variable('A')}, ${variable('B')}`) + of('cart-canary', '');
  expect(check(of('shop', variable('A')) + of('shop-canary', '') + cart)).toEqual([
    'warning spec.template.spec.containers[0].env: "cart-canary" lacks "A" and "B", which "cart" has; "shop-canary" lacks some too',
  ]);
});

test.each([
  ['more in the canary', of('shop', '') + of('shop-canary', variable('A'))],
  ['what only traces', of('shop', variable('OTEL_SERVICE_NAME')) + of('shop-canary', '')],
  ['a variable about the version', of('shop', variable('RELEASE_TRACK')) + of('shop-canary', '')],
  [
    'a source whose keys nobody knows',
    of('shop', variable('A')) + of('shop-canary', '', ', envFrom: [{secretRef: {name: s}}]'),
  ],
  [
    'a source that brings it',
    `${of('shop', variable('A')) + of('shop-canary', '', ', envFrom: [{configMapRef: {name: c}}]')}---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {A: b}}\n`,
  ],
  ['no canary of anything', of('shop', variable('A')) + of('cart-canary', '')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
