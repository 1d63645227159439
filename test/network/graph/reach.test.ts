import type { End } from '../../../src/network/ends.js';
import { endsByName, reaches } from '../../../src/network/graph/reach.js';
import { facts, set } from './shop.js';

const ends = endsByName(set, facts);
const end = (name: string): End => {
  const [found] = ends.get(name) ?? [];
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const ask = (from: string, to: string) =>
  reaches(set, facts, end(from), end(to)).map(({ port, out, in: inward, needed }) => [
    port,
    out.open,
    inward.open,
    needed,
  ]);

test('both ends decide', () => {
  expect(ask('cart', 'stock')).toEqual([[9000, true, true, true]]);
  expect(ask('other', 'stock')).toEqual([[9000, false, false, false]]);
  expect(ask('stock', 'cart')).toEqual([[8000, true, true, false]]);
  expect(ask('cart', 'payments')).toEqual([[443, true, true, true]]);
  expect(ask('other', 'payments')).toEqual([[443, false, true, false]]);
});

test('ends by name, and by namespace and name', () => {
  expect(end('web/cart')).toBe(end('cart'));
});
