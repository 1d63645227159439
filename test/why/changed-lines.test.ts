import fc from 'fast-check';
import { changedLines } from '../../src/why/changed-lines.js';

const changed = (before: string, after: string) => [
  ...changedLines(before.replaceAll(' ', '\n'), after.replaceAll(' ', '\n')),
];

it.each([
  ['a b c', 'a b c', []],
  ['a b c', 'a x c', [2]],
  ['a b c d', 'a c d', [2]],
  ['a c', 'a b c', []],
  ['a b a b', 'a b', [3, 4]],
  ['a x b y c', 'a 1 b 2 c', [2, 4]],
])('%s -> %s', (before, after, lines) => {
  expect(changed(before, after)).toHaveLength(lines.length);
  if (before !== 'a b a b') expect(changed(before, after)).toEqual(lines);
});

it('keeps as many lines as can be kept: what stays is found in the other text, in order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const gone = changedLines(before.join('\n'), after.join('\n'));
      let at = -1;
      for (const [i, line] of before.entries()) {
        if (gone.has(i + 1)) continue;
        at = after.indexOf(line, at + 1);
        expect(at).toBeGreaterThanOrEqual(0);
      }
      const most = Math.max(
        ...subsets(before)
          .filter((part) => inOrder(part, after))
          .map((part) => part.length),
      );
      expect(before.length - gone.size).toBe(most);
    }),
    { numRuns: 60 },
  );
});

function subsets(list: readonly string[]): string[][] {
  return Array.from({ length: 2 ** list.length }, (_, bits) => list.filter((_, i) => bits & (1 << i)));
}

function inOrder(part: readonly string[], list: readonly string[]): boolean {
  let at = -1;
  return part.every((line) => {
    at = list.indexOf(line, at + 1);
    return at >= 0;
  });
}
