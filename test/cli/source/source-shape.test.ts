import { itemPlace, textAround, withoutTexts } from '../../../src/cli/source/source-shape.js';

const linesOf = (text: string) => text.split('\n').map((line, i) => ({ number: i + 1, line }));

it('blanks texts and drops comments', () => {
  expect(withoutTexts("a('{', `[`) // (")).toBe('a(   ,    ) ');
});

it('gives what the nearest brackets hold', () => {
  const lines = linesOf("f({ a: { x: '}', y: 1 },\n  b: { z: 2 } })");
  expect(textAround(lines, { number: 1, column: 10 })).toBe(" x: '}', y: 1 ");
  expect(textAround(lines, { number: 2, column: 3 })).toContain('b: { z: 2 }');
});

it.each([
  ["uses: ['a, b', c]", 1, { line: 1, column: 16, length: 1 }],
  ['uses: [\n  a, // b,\n  f({ x: [1, 2] }),\n]', 1, { line: 3, column: 3, length: 16 }],
  ['uses: [a, f({\n})]', 1, { line: 1, column: 11 }],
])('finds an item of %j', (text, index, place) => {
  expect(itemPlace(linesOf(text), { number: 1, column: 1 }, index)).toEqual(place);
});

it.each([
  ['uses: [...others, a]', 1],
  ['uses: [a]', 1],
  ['uses: pick([a])', 0],
  ['uses, more: [a]', 0],
])('finds none where it cannot tell: %j', (text, index) => {
  expect(itemPlace(linesOf(text), { number: 1, column: 1 }, index)).toBeUndefined();
});
