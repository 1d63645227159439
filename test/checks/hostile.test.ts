import fc from 'fast-check';
import { checkHostile, hostile } from './fuzz.js';

/*
 * Whatever stands in a file, a check ends with findings that have their place: only a mistake of ours throws. Here a
 * sample; the ten thousand are in hostile.full.test.ts.
 */
test.each(hostile)('%s', (_, inputs) => {
  let found = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      found += checkHostile(input).length;
    }),
    { numRuns: 120 },
  );
  expect(found).toBeGreaterThan(0);
});
