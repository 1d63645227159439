import { oddOnesOut } from '../../src/checks/odd-one-out.js';

const of = (...said: (string | undefined)[]) => oddOnesOut(said, (one) => one);

test('one that says something else than the four others, or nothing', () => {
  expect(of('a', 'a', 'a', 'a', 'b')).toEqual({ usual: 'a', count: 4, odd: ['b'] });
  expect(of('a', 'a', 'a', 'a', undefined)).toEqual({ usual: 'a', count: 4, odd: [undefined] });
});

test.each([
  ['too few to go by', ['a', 'a', 'a', 'b']],
  ['all agree', ['a', 'a', 'a', 'a', 'a']],
  ['two ways that several follow', ['a', 'a', 'a', 'a', 'b', 'b']],
  ['nearly all say nothing', [undefined, undefined, undefined, undefined, 'a']],
  ['nobody', []],
])('undefined: %s', (_, said) => {
  expect(of(...said)).toBeUndefined();
});

test('of many, a fifth may be odd', () => {
  const eight = Array.from({ length: 8 }, () => 'a');
  expect(of(...eight, 'b', 'c')?.odd).toEqual(['b', 'c']);
  expect(of(...eight, 'b', 'c', 'd')).toBeUndefined();
});
