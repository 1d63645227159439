import fc from 'fast-check';
import { align } from '../../../src/diff/compare/align.js';

const shown = (a: string, b: string) =>
  align([...a], [...b])
    .map(([i, j]) => (i === undefined ? `+${b[j ?? 0]}` : j === undefined ? `-${a[i]}` : a[i]))
    .join(' ');

test.each([
  ['abc', 'abc', 'a b c'],
  ['abc', 'axc', 'a -b +x c'],
  ['abcd', 'xabcd', '+x a b c d'],
  ['', 'ab', '+a +b'],
  ['ab', '', '-a -b'],
])('%s → %s', (a, b, expected) => {
  expect(shown(a, b)).toBe(expected);
});

test('every line of both sides stands once, in order, and pairs are equal', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 40 });
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const pairs = align(a, b);
      expect(pairs.flatMap(([i]) => (i === undefined ? [] : [i]))).toEqual([...a.keys()]);
      expect(pairs.flatMap(([, j]) => (j === undefined ? [] : [j]))).toEqual([...b.keys()]);
      for (const [i, j] of pairs) if (i !== undefined && j !== undefined) expect(a[i]).toBe(b[j]);
    }),
  );
});

test('a hundred thousand lines that all differ take no longer than reading them', () => {
  const a = Array.from({ length: 100_000 }, (_, i) => `a${i}`);
  const b = Array.from({ length: 100_000 }, (_, i) => (i % 2 ? `a${i}` : `b${i}`));
  expect(align(a, b)).toHaveLength(150_000);
});
