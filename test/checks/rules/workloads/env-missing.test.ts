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

const secret = (name: string) => `{name: ${name}, valueFrom: {secretKeyRef: {name: s, key: ${name}}}}`;

test.each([
  ['a key of a Secret', of('shop', ''), of('shop-canary', secret('DB_URL')), ['DB_URL']],
  [
    'the host of a port',
    of('shop', variable('A_PORT')),
    of('shop-canary', `${variable('A_PORT')}, ${variable('A_HOST')}`),
    ['A_HOST'],
  ],
  [
    'the port of a host',
    of('shop', variable('A_HOST')),
    of('shop-canary', `${variable('A_PORT')}, ${variable('A_HOST')}`),
    ['A_PORT'],
  ],
  ['another image', of('shop', ''), of('shop-canary', secret('DB_URL')).replace('x:1', 'x:2'), []],
])('what only the canary has: %s', (_, stable, canary, missing) => {
  expect(check(stable + canary)).toEqual(
    missing.map((name) => expect.stringContaining(`"shop" lacks "${name}", which "shop-canary" has`)),
  );
});

const reader = (name: string, ...sources: string[]) =>
  of(name, '', `, envFrom: [${sources.map((source) => `{configMapRef: {name: ${source}}}`).join(', ')}]`);

test('a ConfigMap that the others of the image take', () => {
  const lacks = (name: string, source: string, as: string) =>
    `warning spec.template.spec.containers[0].envFrom: "${name}" takes no variables of ConfigMap "${source}", as "${as}" does, which runs the same image`;
  expect(check(reader('shop', 'c', 'd') + reader('shop-canary', 'c'))).toEqual([lacks('shop-canary', 'd', 'shop')]);
  expect(check(reader('a', 'c', 'd') + reader('b', 'c', 'd') + reader('e', 'c'))).toEqual([lacks('e', 'd', 'a')]);
  const both = reader('shop', 'c', 'd') + reader('shop-canary', 'c', 'd');
  const common = (source: string) => reader('a', 'c', source) + reader('a-canary', 'c', source) + reader('b', 'c');
  expect(check(common('api-config'))).toEqual([lacks('b', 'api-config', 'a')]);
  expect(check(common('mail-config'))).toEqual([]);
  // Two workloads that are not one service may need different things; one that takes another has it from there.
  for (const text of [both, reader('a', 'c', 'd') + reader('b', 'c'), reader('shop', 'c') + reader('shop-canary', 'e')])
    expect(check(text)).toEqual([]);
});
