import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyLocator } from '../../../src/cli/source/key-place.js';

const file = join(mkdtempSync(join(tmpdir(), 'key-place-')), 'fleet.ts');
writeFileSync(
  file,
  `export const cart = defineService('cart', (env) => ({
  // port: 1 is for others (
  port: 8000,
  route: '/api/v1/cart {',
  resources: { cpu: ['1m', '2m'] },
  sidecar: { port: 9000, name: 'a' },
  init: { name: 'b' },
  extra: { cpu: ['3m', '4m'] },
  steps: [{ size: 10 }, { size: 20 }],
  uses: [first, call({ a: ['x, y', 1] }), // third,
    second],
  more: [...others, first],
  alerts: {
    One: {
      query: (own: string) => \`a{\${own}} > 0\`,
      for: '5m',
    },
    Two: {
      query: (own: string) => \`a{\${own}} > 1\`,
      for: '15m',
    },
  },
}));

export const stock = defineService('stock', { port: 8001, weight: 3 });
`,
);
const cart = { file, line: 1, column: 34 };
const place = (object: object, key: string | number, item?: number) => {
  const { line, column, length } = keyLocator()(cart, { object, key, item });
  return [line, column, length];
};

it('finds the line of a key, by the value beside it where there are several', () => {
  expect(place({ port: 8000 }, 'port')).toEqual([3, 3, 4]);
  expect(place({ port: 9000 }, 'port')).toEqual([6, 14, 4]);
  expect(place({ name: 'b' }, 'name')).toEqual([7, 11, 4]);
  expect(place({ resources: {} }, 'resources')).toEqual([5, 3, 9]);
  expect(place({ cpu: ['1m', '2m'] }, 'cpu')).toEqual([5, 16, 3]);
  expect(place({ cpu: ['3m', '4m'] }, 'cpu')).toEqual([8, 12, 3]);
  expect(place({ size: 20 }, 'size')).toEqual([9, 27, 4]);
});

it('finds a key by what else its object holds', () => {
  expect(place({ query: () => '', for: '15m' }, 'query')).toEqual([19, 7, 5]);
  expect(place({ query: () => '', for: '5m' }, 'query')).toEqual([15, 7, 5]);
});

it('finds an item of a list, and the list where it cannot tell', () => {
  expect(place({ uses: [] }, 'uses', 0)).toEqual([10, 10, 5]);
  expect(place({ uses: [] }, 'uses', 1)).toEqual([10, 17, 24]);
  expect(place({ uses: [] }, 'uses', 2)).toEqual([11, 5, 6]);
  expect(place({ uses: [] }, 'uses', 3)).toEqual([10, 3, 4]);
  expect(place({ more: [] }, 'more', 1)).toEqual([12, 3, 4]);
});

it('stays at the definition where it cannot tell', () => {
  const site = [cart.line, cart.column, undefined];
  expect(place({ name: 'c' }, 'name')).toEqual(site);
  expect(place({ weight: 3 }, 'weight')).toEqual(site);
  expect(place(['1m'], 0)).toEqual(site);
  expect(keyLocator()({ ...cart, file: '/nowhere/fleet.ts' }, { object: { port: 1 }, key: 'port' })).toEqual({
    ...cart,
    file: '/nowhere/fleet.ts',
  });
});
