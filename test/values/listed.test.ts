import { listed as ofEffects } from '../../src/diff/rollout/words.js';
import { listed } from '../../src/values/listed.js';

it('names some, and says how many more there are', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  expect(listed(['a', 'b'], 1)).toBe('a and 1 more');
});

it('is cut the same way in effects, of which six fit', () => {
  const letters = [...'abcdefgh'];
  expect(ofEffects(letters)).toBe(listed(letters, 6));
  expect(ofEffects(letters)).toBe('a, b, c, d, e, f and 2 more');
});
