import { oddPaths } from '../../../src/checks/security/remote-keys.js';
import { setOf } from '../../manifest/set-of.js';

test('a path counts once, however many read it', () => {
  const reads = (name: string, path: string) =>
    `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: ${name}, namespace: a}, spec: {data: [{secretKey: k, remoteRef: {key: ${path}}}]}}\n`;
  const usual = ['a', 'b', 'c'].map((name) => reads(name, `/shop/dev/${name}`));
  const odd = ['p', 'q', 'r'].map((name) => reads(name, '/shop/registry'));
  expect(oddPaths(setOf([...usual, ...odd].join(''))).map(({ path }) => path)).toEqual(Array(3).fill('/shop/registry'));
});
