import { IdentityIndex } from '../../../src/manifest/index/identity-index.js';
import type { Manifest } from '../../../src/manifest/manifest.js';

const manifest = (apiVersion: string, kind: string, name: string, namespace?: string): Manifest => {
  const metadata = { name, ...(namespace && { namespace }) };
  return {
    ref: { apiVersion, kind, ...metadata },
    object: { apiVersion, kind, metadata },
    origin: { file: `${kind}.${name}.yaml` },
  };
};
const cart = manifest('v1', 'Service', 'cart', 'shop');
const mail = manifest('v1', 'Service', 'mail', 'shop');
const other = manifest('serving.knative.dev/v1', 'Service', 'cart', 'shop');
const shop = manifest('v1', 'Namespace', 'shop');

test('a kind is found in its group, or in any', () => {
  const index = new IdentityIndex([cart, shop, other, mail]);
  expect(index.ofKind('Service', '')).toEqual([cart, mail]);
  expect(index.ofKind('Service', undefined)).toEqual([cart, other, mail]);
  expect(index.ofKind('Secret', '')).toEqual([]);
  expect(index.inNamespace('', 'Service', 'shop')).toEqual([cart, mail]);
  expect(index.inNamespace('', 'Service', '')).toEqual([]);
});

test('an object is found by all that makes it one', () => {
  const index = new IdentityIndex([cart, shop, other, mail]);
  expect(index.get('', 'Service', 'shop', 'cart')).toBe(cart);
  expect(index.get('serving.knative.dev', 'Service', 'shop', 'cart')).toBe(other);
  expect(index.get('', 'Namespace', '', 'shop')).toBe(shop);
  expect(index.get('', 'Service', 'shop', 'stock')).toBeUndefined();
});

test('of objects that claim one identity the first is found, and all are told, the first of each first', () => {
  const again = [manifest('v1', 'Service', 'mail', 'shop'), manifest('v1', 'Service', 'cart', 'shop')];
  const all = [cart, mail, ...again];
  const index = new IdentityIndex(all);
  expect(index.get('', 'Service', 'shop', 'mail')).toBe(mail);
  expect(index.duplicates(all)).toEqual([
    [cart, again[1]],
    [mail, again[0]],
  ]);
  expect(new IdentityIndex([cart, mail]).duplicates([cart, mail])).toEqual([]);
});
