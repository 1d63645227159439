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

test('a prefix that is a letter or a dash off', () => {
  const of = (name: string) => findings(envPrefix, pod('shop', { ...own('SHOP'), [name]: '1' }));
  for (const name of ['SHPO_LEVEL', 'SH_OP_LEVEL', 'SHOP-LEVEL'])
    expect(of(name)).toEqual([
      `warning spec.containers[0].env[3].value: "${name}" of "shop" begins nearly as its other variables do, with "SHOP_"`,
    ]);
  for (const name of ['SHOPS_LEVEL', 'SHOP2_LEVEL', 'STOP_LEVEL', 'LEVEL']) expect(of(name)).toEqual([]);
  const till = { TILLS_A: '1', TILLS_B: '1', TILLS_C: '1', TLLS_D: '1' };
  expect(findings(envPrefix, pod('tills', till))).toHaveLength(0);
  const cellar = { CELLAR_A: '1', CELLAR_B: '1', CELLAR_C: '1', CELAR_D: '1' };
  expect(findings(envPrefix, pod('cellar', cellar))).toHaveLength(1);
  expect(findings(envPrefix, pod('shop', { ...own('SHOP'), SHIP_URL: '1' }) + pod('ship', {}))).toEqual([]);
});
