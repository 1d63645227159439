import fc from 'fast-check';
import { canonical, sameData } from '../../../src/diff/compare/scalar.js';
import type { Json } from '../../../src/manifest/manifest.js';

const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)));

test('two values say the same when their one text is the same', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameData(a, b)).toBe(canonical(a) === canonical(b));
    }),
  );
});

test.each<[Json | undefined, Json | undefined, boolean]>([
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: null }, {}, true],
  [{}, { a: null }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: null, b: 1 }, { b: 1, c: 2 }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [undefined, null, true],
  ['1', 1, false],
])('%j and %j: %j', (a, b, same) => {
  expect(sameData(a, b)).toBe(same);
  expect(sameData(b, a)).toBe(same);
});
