import { plain } from '../../src/construct/traced.js';
import { memoryShare } from '../../src/data/memory.js';
import type { Bytes } from '../../src/values/quantity.js';

const share = (limit: Bytes, part: number) => plain(memoryShare({ cpu: ['1m', '1m'], memory: ['1Mi', limit] }, part));

it('is a part of the limit, rounded down to mebibytes', () => {
  expect(share('1Gi', 1 / 4)).toBe(256);
  expect(share('1000Mi', 0.6)).toBe(600);
  expect(share('1Gi', 0.6)).toBe(614);
});

it('is never nothing', () => {
  expect(share('2Mi', 0.1)).toBe(1);
});
