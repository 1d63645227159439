import fc from 'fast-check';
import { didYouMean, editDistance, isOneSlip } from '../../src/values/did-you-mean.js';

describe('didYouMean', () => {
  const services = ['auth-api', 'chat-api', 'waste-api', 'storage-worker'];

  it.each([
    ['waste-apl', 'waste-api'],
    ['wsate-api', 'waste-api'],
    ['waste_api', 'waste-api'],
    ['WASTE-API', 'waste-api'],
    ['storageworker', 'storage-worker'],
  ])('finds for %p %p', (word, expected) => {
    expect(didYouMean(word, services)).toBe(expected);
  });

  it('is silent when nothing is near', () => {
    expect(didYouMean('redis', services)).toBeUndefined();
    expect(didYouMean('on', ['no'])).toBeUndefined();
    expect(didYouMean('', ['a'])).toBeUndefined();
    expect(didYouMean('waste-api', ['waste-api'])).toBeUndefined();
    expect(didYouMean('a'.repeat(65), ['a'.repeat(64)])).toBeUndefined();
  });

  it('does not depend on the order of the candidates', () => {
    const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'B'), maxLength: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 }), words, (word, candidates) => {
        expect(didYouMean(word, candidates.toReversed())).toBe(didYouMean(word, candidates));
      }),
    );
  });
});

describe('editDistance', () => {
  it('counts letters wrong, missing, added and swapped', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('ab', 'ba')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', '')).toBe(3);
    expect(editDistance('ca', 'abc')).toBe(3);
  });

  it('is zero for equal words alone, symmetric, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

it('tells one slip from none and from several as the distance does', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(isOneSlip(a, b)).toBe(editDistance(a, b) === 1);
    }),
    { numRuns: 5000 },
  );
});
