import fc from 'fast-check';
import { codeFrame } from '../../src/diagnostic/code-frame.js';
import { columns } from '../../src/diagnostic/visible.js';

function frame(line: string, column: number, length?: number, width = 80, number = 6): string[] {
  const shown = codeFrame(line, { file: 'f', line: number, column, ...(length !== undefined && { length }) }, width);
  return [shown.gutter + shown.source, shown.emptyGutter + shown.pointer];
}

describe('codeFrame', () => {
  it('points at one character, or at as many as the place has', () => {
    expect(frame('    scale: fixed(6),', 12)).toEqual(['   6 |     scale: fixed(6),', '     |            ^']);
    expect(frame('    scale: fixed(6),', 12, 8)).toEqual(['   6 |     scale: fixed(6),', '     |            ^^^^^^^^']);
  });

  it('ends the underline with the line', () => {
    expect(frame('a: b\r', 4, 99)).toEqual(['   6 | a: b', '     |    ^']);
    expect(frame('a: b', 5)).toEqual(['   6 | a: b', '     |     ^']);
    expect(frame('a: b', 99)).toEqual(['   6 | a: b', '     |     ^']);
    expect(frame('', 1, 5)).toEqual(['   6 | ', '     | ^']);
    expect(frame('a: b', 0, 0)).toEqual(['   6 | a: b', '     | ^']);
  });

  it('widens the gutter for long numbers', () => {
    expect(frame('a', 1, 1, 80, 123456)).toEqual(['123456 | a', '       | ^']);
  });

  it('points under wide, combined, control characters and tabs', () => {
    expect(frame('# 배포: x', 7)).toEqual(['   6 | # 배포: x', '     |         ^']);
    expect(frame('배포', 1, 2)).toEqual(['   6 | 배포', '     | ^^^^']);
    expect(frame('🚀x', 3)).toEqual(['   6 | 🚀x', '     |   ^']);
    expect(frame('🚀x', 2)).toEqual(['   6 | 🚀x', '     | ^^']);
    expect(frame('e\u0301x', 3)).toEqual(['   6 | e\u0301x', '     |  ^']);
    expect(frame('\t\tx', 3)).toEqual(['   6 |     x', '     |     ^']);
    expect(frame('a\u001bb', 2, 2)).toEqual(['   6 | a\\x1bb', '     |  ^^^^^']);
  });

  it('cuts a long line around the place', () => {
    const line = 'abcdefghij'.repeat(10);
    expect(frame(line, 3, 2, 37)).toEqual(['   6 | abcdefghijabcdefghijabcdefghi…', '     |   ^^']);
    expect(frame(line, 53, 2, 37)).toEqual(['   6 | …cdefghijabcdefghijabcdefghij…', '     |            ^^']);
    expect(frame(line, 99, 2, 37)).toEqual(['   6 | …ijabcdefghij', '     |            ^^']);
    expect(frame('x'.repeat(30), 31, 1, 37)).toEqual(['   6 | …xxxxxxxxxx', '     |            ^']);
    expect(frame(line, 53, 99, 37)).toEqual([
      '   6 | …cdefghijabcdefghijabcdefghij…',
      `     |            ${'^'.repeat(18)}`,
    ]);
  });

  it('is quick on a minified file', () => {
    const [source = '', pointer = ''] = frame('{"a":1},'.repeat(1_000_000), 4_000_001, 3);
    expect(columns(source)).toBeLessThanOrEqual(80);
    expect(source.slice(pointer.indexOf('^'), pointer.lastIndexOf('^') + 1)).toBe('{"a');
  });

  it('keeps both lines within the width and the pointer under the place', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '배', '\t', 'é'), maxLength: 300 });
    fc.assert(
      fc.property(line, fc.nat(320), fc.nat(50), fc.integer({ min: 30, max: 120 }), (text, column, length, width) => {
        const at = Math.min(column, text.length);
        const marked = `${text.slice(0, at)}X${text.slice(at)}`;
        const [source = '', pointer = ''] = frame(marked, at + 1, length, width);
        expect(columns(source)).toBeLessThanOrEqual(width);
        expect(columns(pointer)).toBeLessThanOrEqual(width);
        expect(columns(source.slice(0, source.indexOf('X')))).toBe(pointer.indexOf('^'));
      }),
    );
  });
});
