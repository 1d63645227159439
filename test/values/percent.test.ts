import fc from 'fast-check';
import { formatPercent, type IntOrPercent, parsePercent, scaledCount } from '../../src/values/percent.js';

describe('parsePercent', () => {
  it('takes digits and %', () => {
    expect(['25%', '0%', '100%', '150%', '007%'].map(parsePercent)).toEqual([25, 0, 100, 150, 7]);
  });

  it.each(['', '%', '25', '-5%', '+5%', '2.5%', '5 %', '5%%', '5%\n'])('does not take %p', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });
});

describe('scaledCount', () => {
  it.each([
    ['25%', 10, 'up', 3],
    ['25%', 10, 'down', 2],
    ['50%', 1, 'up', 1],
    ['50%', 1, 'down', 0],
    ['100%', 3, 'up', 3],
    ['0%', 3, 'up', 0],
    [2, 10, 'up', 2],
    [0, 10, 'down', 0],
  ] as const)('%p of %p, rounded %s, is %p', (value, total, round, expected) => {
    expect(scaledCount(value, total, round)).toBe(expected);
  });

  it('does not take text without %, nor fractions', () => {
    expect(scaledCount('2', 10, 'up')).toBeUndefined();
    expect(scaledCount(0.5, 10, 'up')).toBeUndefined();
    // @ts-expect-error text without % is refused by the API server
    const text: IntOrPercent = '2';
    expect(text).toBe('2');
  });

  it('rounds up to at most one more than down', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(1000), (percent, total) => {
        const [up, down] = (['up', 'down'] as const).map(
          (round) => scaledCount(`${percent}%`, total, round) ?? Number.NaN,
        );
        expect([0, 1]).toContain((up ?? 0) - (down ?? 0));
      }),
    );
  });
});

describe('formatPercent', () => {
  it('writes a ratio without the noise of binary fractions', () => {
    expect([0.999, 0.07, 0.07 * 3, 1, 0, 1.5, 0.9995].map(formatPercent)).toEqual([
      '99.9%',
      '7%',
      '21%',
      '100%',
      '0%',
      '150%',
      '99.95%',
    ]);
  });
});
