import { layOut } from '../../src/images/images-layout.js';

describe('layOut', () => {
  it('says where names and values stand, with their quotes', () => {
    const text = `version: 1\r\nimages:\r\n  'a':  "0123" # c\r\n  b:\r\n`;
    const { lines, section, problems, position } = layOut(text);
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(problems).toEqual([]);
    expect(section && at(section.key)).toBe('images');
    expect(lines.map(({ key, value }) => [at(key), at(value)])).toEqual([
      ["'a'", '"0123"'],
      ['b', ''],
    ]);
    expect(lines).toMatchObject([
      { service: 'a', source: '0123', quote: '"', empty: false },
      { service: 'b', source: '', quote: '', empty: true },
    ]);
    const [, b] = lines;
    expect(b && text.slice(b.key.end, b.value.start)).toBe(':');
    expect(b && position(b.key.start)).toEqual({ line: 4, column: 3 });
  });

  it('tells a bare word for nothing from a quoted one', () => {
    const { lines } = layOut(`version: 1\nimages:\n  a: null\n  b: "null"\n  c: ~\n  d: nullable\n`);
    expect(lines.map(({ empty }) => empty)).toEqual([true, false, true, false]);
  });

  it('gives the braces of an empty section', () => {
    const text = 'version: 1\nimages: { } # none\n';
    expect(layOut(text).section).toMatchObject({ key: { start: 11, end: 17 }, braces: { start: 19, end: 22 } });
  });

  it('gives the first line of a text without any', () => {
    expect(layOut('').position(0)).toEqual({ line: 1, column: 1 });
  });
});
