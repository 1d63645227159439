import fc from 'fast-check';
import { type Duration, formatDuration, parseDuration, parseGoDuration, seconds } from '../../src/values/duration.js';

describe('parseDuration', () => {
  it.each([
    ['500ms', 0.5],
    ['30s', 30],
    ['5m', 300],
    ['1h30m', 5400],
    ['1m30s', 90],
    ['30d', 2_592_000],
    ['1w', 604_800],
    ['1y', 31_536_000],
    ['1s500ms', 1.5],
    ['0', 0],
    ['0s', 0],
  ])('reads %p as %p s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(['', '5', '-5m', '1.5h', '30m1h', '5m5m', '5 m', '5M', '1e3s', '0x10s', '5m\n', 's'])(
    'does not take %p',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('seconds', () => {
  it('takes what the type takes', () => {
    const durations: Duration[] = ['500ms', '30s', '5m', '1h', '30d', '1h30m', '1m30s', '1d12h'];
    expect(durations.map(seconds)).toEqual([0.5, 30, 300, 3600, 2_592_000, 5400, 90, 129_600]);
  });

  it('throws for what only the type lets pass', () => {
    expect(() => seconds('-5m')).toThrow('"-5m" is no duration: whole numbers with ms, s, m, h or d');
    // @ts-expect-error a number without unit
    expect(() => seconds('30')).toThrow(RangeError);
  });
});

describe('parseGoDuration', () => {
  it.each([
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['.5s', 0.5],
    ['5.s', 5],
    ['-2s', -2],
    ['+2s', 2],
    ['30m1h', 5400],
    ['1ns', 1e-9],
    ['100us', 1e-4],
    ['100µs', 1e-4],
    ['0.1s', 0.1],
    ['1h15m30.918s', 4530.918],
    ['0', 0],
    ['-0', 0],
    ['0s', 0],
  ])('reads %p as %p s', (text, expected) => {
    expect(parseGoDuration(text)).toBe(expected);
  });

  it.each(['', '30', '1d', '5m ', '.s', '1', 's', '-', '1h-30m', '1 h', '300000000h', '1e3s'])(
    'does not take %p',
    (text) => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );

  it('stays cheap for a long text', () => {
    expect(parseGoDuration('1'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('formatDuration', () => {
  it.each([
    [300, '5m'],
    [90, '1m30s'],
    [5400, '1h30m'],
    [86_400, '24h'],
    [2_592_000, '720h'],
    [0.5, '500ms'],
    [1.5, '1s500ms'],
    [0, '0s'],
    [0.0001, '0s'],
    [-90, '-1m30s'],
    [59.9999, '1m'],
  ])('writes %p s as %p', (value, text) => {
    expect(formatDuration(value)).toBe(text);
  });

  it('is read back by Go, and by Prometheus when it is not negative', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (milliseconds) => {
        const text = formatDuration(milliseconds / 1000);
        expect(parseGoDuration(text)).toBeCloseTo(milliseconds / 1000, 6);
        if (milliseconds >= 0) expect(parseDuration(text)).toBeCloseTo(milliseconds / 1000, 6);
      }),
    );
  });
});
