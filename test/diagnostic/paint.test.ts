import { ansiPaint, plainPaint } from '../../src/diagnostic/paint.js';

describe('plainPaint', () => {
  it('adds nothing', () => {
    expect(
      [plainPaint.error('a'), plainPaint.warning('a'), plainPaint.strong('a'), plainPaint.faint('a')].join(''),
    ).toBe('aaaa');
  });
});

describe('ansiPaint', () => {
  it('switches off what it switched on, and nothing else', () => {
    expect(ansiPaint.error('a')).toBe('\u001b[1;31ma\u001b[22;39m');
    expect(ansiPaint.warning('a')).toBe('\u001b[1;33ma\u001b[22;39m');
    expect(ansiPaint.strong('a')).toBe('\u001b[1ma\u001b[22m');
    expect(ansiPaint.faint('a')).toBe('\u001b[2ma\u001b[22m');
    expect(ansiPaint.faint('')).toBe('');
  });
});
