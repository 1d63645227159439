import { envPrefix } from '../../../../src/checks/rules/workloads/env-prefix.js';
import { findings } from '../../findings.js';

const pod = (name: string, env: Readonly<Record<string, string>>, more = '') =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, env: [${Object.entries(
    env,
  )
    .map(([key, value]) => `{name: ${key}, value: "${value}"}`)
    .join(', ')}]${more}}]}}\n`;

const own = (prefix: string) => ({ [`${prefix}_URL`]: '1', [`${prefix}_TTL`]: '1', [`${prefix}_SIZE`]: '1' });
const others = pod('cart-api', own('CART')) + pod('till', own('TILL')) + pod('user-api', own('USER'));

test('variables that others have with their prefix', () => {
  const shop = { SHOP_A: '1', SHOP_B: '1', SHOP_C: '1', URL: '1', TTL: '1' };
  expect(findings(envPrefix, others + pod('shop-worker', shop))).toEqual([
    'warning spec.containers[0].env[3].value: "URL" and "TTL" of "shop-worker" lack the prefix "SHOP_" that its other variables have',
  ]);
});

test.each([
  ['with the prefix as well', others + pod('shop', { ...own('SHOP'), URL: '1' })],
  [
    'another has it bare too',
    others + pod('shop', { SHOP_A: '1', SHOP_B: '1', SHOP_C: '1', URL: '1' }) + pod('x', { URL: '1' }),
  ],
  ['no prefix of its own', others + pod('shop', { URL: '1' })],
  ['nobody else has it', others + pod('shop', { SHOP_A: '1', SHOP_B: '1', SHOP_C: '1', LOG_LEVEL: '1' })],
])('silent: %s', (_, text) => {
  expect(findings(envPrefix, text)).toEqual([]);
});
