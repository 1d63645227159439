import { envWrongTarget } from '../../../../src/checks/rules/workloads/env-wrong-target.js';
import { findings } from '../../findings.js';

const config = (name: string, value: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {SHOP_WORKER_SIZE: "${value}"}}\n`;
const pod = (name: string, reads: readonly string[]) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: api}, spec: {containers: [{name: app, envFrom: [${reads.map((one) => `{configMapRef: {name: ${one}}}`).join(', ')}]}]}}\n`;

test('another value than the one that is read', () => {
  const text =
    config('shop', '5') + config('shop-worker', '1') + pod('shop', ['shop']) + pod('shop-worker', ['shop-worker']);
  expect(findings(envWrongTarget, text)).toEqual([
    'warning data.SHOP_WORKER_SIZE: "SHOP_WORKER_SIZE" is "1" here, and "5" in ConfigMap api/shop, which "shop-worker" does not read',
  ]);
});

test.each([
  [
    'the same value',
    config('shop', '1') + config('shop-worker', '1') + pod('shop', ['shop']) + pod('shop-worker', ['shop-worker']),
  ],
  [
    'it reads both',
    config('shop', '5') +
      config('shop-worker', '1') +
      pod('shop', ['shop']) +
      pod('shop-worker', ['shop', 'shop-worker']),
  ],
  ['no such service', config('shop', '5') + pod('shop', ['shop'])],
])('silent: %s', (_, text) => {
  expect(findings(envWrongTarget, text)).toEqual([]);
});

test('the value of its neighbour, where each has its own word in it', () => {
  const uris = (...pairs: [name: string, of: string][]) =>
    findings(
      envWrongTarget,
      `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {${pairs
        .map(([name, of]) => `${name}_URI: "https://shop.io/${of}/callback"`)
        .join(', ')}}}\n${pod('shop', ['c'])}`,
    );
  expect(uris(['GITHUB', 'github'], ['GITLAB', 'gitlab'], ['GOOGLE', 'gitlab'])).toEqual([
    'warning data.GOOGLE_URI: "GOOGLE_URI" has the value of "GITLAB_URI": "https://shop.io/gitlab/callback"',
  ]);
  expect(uris(['GITHUB', 'x'], ['GITLAB', 'gitlab'], ['GOOGLE', 'gitlab'])).toEqual([]);
  expect(uris(['GITHUB', 'github'], ['GITLAB', 'gitlab'], ['GOOGLE', 'google'])).toEqual([]);
});
