import { choicesOf } from '../../../src/service/properties/choices.js';

it('knows the words of a type that the compiler names, and of no other', () => {
  expect(choicesOf('Severity')).toEqual(['critical', 'warning']);
  expect(choicesOf('Eviction')).toContain('allkeys-lru');
  expect(choicesOf('Duration')).toBeUndefined();
  expect(choicesOf('constructor')).toBeUndefined();
});
