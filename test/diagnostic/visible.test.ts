import fc from 'fast-check';
import { columns, visible, wrap } from '../../src/diagnostic/visible.js';

describe('visible', () => {
  it('leaves what can be seen', () => {
    expect(visible('waste-api "배포" 🚀 é\\')).toBe('waste-api "배포" 🚀 é\\');
  });

  it('writes out what cannot', () => {
    expect(visible('\n\r\t\0\u001b\u007f\u009b')).toBe('\\n\\r\\t\\x00\\x1b\\x7f\\x9b');
    expect(visible('\u202e\u2066\u200b\ufeff\u2028\u{e0001}\ud83d.')).toBe(
      '\\u202e\\u2066\\u200b\\ufeff\\u2028\\u{e0001}\\ud83d.',
    );
  });

  it('leaves nothing for a second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => visible(visible(text)) === visible(text)));
  });
});

describe('columns', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['한글', 4],
    ['日本', 4],
    ['ｆ', 2],
    ['e\u0301', 1],
    ['🚀', 2],
    ['…', 1],
  ])('of %p is %p', (text, width) => {
    expect(columns(text)).toBe(width);
  });
});

describe('wrap', () => {
  it('breaks at spaces and keeps long words', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrap('aaaaaaaa b', 5)).toEqual(['aaaaaaaa', 'b']);
    expect(wrap('한글 한글', 8)).toEqual(['한글', '한글']);
    expect(wrap('', 5)).toEqual(['']);
    expect(wrap('   ', 5)).toEqual(['']);
  });

  it('keeps line breaks, indentation and spaces between words', () => {
    expect(wrap('a:\r\n  b:   c\n\nd', 20)).toEqual(['a:', '  b:   c', '', 'd']);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/)), fc.integer({ min: 1, max: 30 }), (words, width) => {
        expect(wrap(words.join(' '), width).join(' ')).toBe(words.join(' '));
      }),
    );
  });
});
