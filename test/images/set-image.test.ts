import fc from 'fast-check';
import { parse } from 'yaml';
import { formatPin, type Pin } from '../../src/images/image-pin.js';
import { newImagesFile, readImages } from '../../src/images/images-file.js';
import { setImage } from '../../src/images/set-image.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const head = 'version: 1\nimages:\n';
const set = (text: string, service = 'b', tag = 'new') => setImage(text, service, { tag });

describe('setImage on a line that is there', () => {
  it('changes the value and nothing else', () => {
    const text = `# one\r\n\r\nversion:   1\r\nimages: # two\r\n\r\n    c:  'old'   # three \r\n    # four\r\n    b:   old # five\r\n    a: old\r\n# six`;
    expect(set(text)).toBe(text.replace('b:   old #', 'b:   new #'));
    expect(set(text, 'c')).toBe(text.replace("'old'", "'new'"));
    expect(set(text, 'a')).toBe(text.replace('a: old', 'a: new'));
  });

  it('keeps quotes, and adds them where another reader would see a number, a date or a boolean', () => {
    expect(set(`${head}  b: "old"\n`)).toBe(`${head}  b: "new"\n`);
    expect(set(`${head}  b: 'old'\n`, 'b', '0123456')).toBe(`${head}  b: '0123456'\n`);
    for (const tag of [
      '0123456',
      '12e4567',
      '1.10',
      'on',
      'y',
      '1_000',
      '2024-01-01',
      'null',
      '0o17',
      '0x1F',
      '123',
      '08',
      '1.',
    ]) {
      expect(set(`${head}  b: old\n`, 'b', tag)).toBe(`${head}  b: "${tag}"\n`);
    }
    for (const tag of ['1f3c9a2', 'v1.2.3', '1.2.3', '12e4567a', 'only', '2024-01-01-1f3c9a2', '_1']) {
      expect(set(`${head}  b: old\n`, 'b', tag)).toBe(`${head}  b: ${tag}\n`);
    }
    expect(setImage(`${head}  b: old\n`, 'b', { tag: '0123456', digest })).toBe(`${head}  b: 0123456@${digest}\n`);
  });

  it('leaves the text alone when the image is that already', () => {
    for (const value of ['new', '"new"', "'new'"]) expect(set(`${head}  b: ${value}\n`)).toBe(`${head}  b: ${value}\n`);
    expect(set(`${head}  b: 0123456\n`, 'b', '0123456')).toBe(`${head}  b: 0123456\n`);
  });

  it('mends a tag that is wrong or missing', () => {
    expect(set(`${head}  b: latest\n  c: latest\n`)).toBe(`${head}  b: new\n  c: latest\n`);
    expect(set(`${head}  b:\n  c: x\n`)).toBe(`${head}  b: new\n  c: x\n`);
    expect(set(`${head}  b:   # to come\n  # c\n  c: x\n`)).toBe(`${head}  b: new   # to come\n  # c\n  c: x\n`);
    expect(set(`${head}  b:`)).toBe(`${head}  b: new`);
    expect(set(`${head}  b: ""\n`)).toBe(`${head}  b: "new"\n`);
    expect(set(`${head}  b: ~\n`)).toBe(`${head}  b: new\n`);
    expect(set(`${head}  b: null\n`, 'b', 'null')).toBe(`${head}  b: "null"\n`);
  });
});

describe('setImage for a service without a line', () => {
  it('adds one in order of names, above the comments of the next', () => {
    const text = `${head}\n  # about a\n  a: x\n\n  # about c\n  # and more\n  c: x # end\n# tail\n`;
    expect(set(text)).toBe(text.replace('  # about c', '  b: new\n  # about c'));
    expect(set(text, 'd')).toBe(text.replace('# end\n', '# end\n  d: new\n'));
    expect(set(text, 'a0')).toBe(text.replace('  # about c', '  a0: new\n  # about c'));
    expect(set(text, '0')).toBe(text.replace('  # about a', '  "0": new\n  # about a'));
  });

  it('adds the first', () => {
    expect(set(newImagesFile('prod'))).toBe(`${newImagesFile('prod')}  b: new\n`);
    expect(set('version: 1\nimages:')).toBe('version: 1\nimages:\n  b: new');
    expect(set('version: 1\nimages: {} # none\nother')).toBeUndefined();
    expect(set('images: {} # none\nversion: 1\n')).toBe('images: # none\n  b: new\nversion: 1\n');
    expect(set('\ufeffimages:\nversion: 1\n')).toBe('\ufeffimages:\n  b: new\nversion: 1\n');
    expect(set('  images:\n  version: 1\n')).toBe('  images:\n    b: new\n  version: 1\n');
  });

  it('follows the indentation, the column of the values and the line ends of the file', () => {
    expect(set('version: 1\r\nimages:\r\n    a: x')).toBe('version: 1\r\nimages:\r\n    a: x\r\n    b: new');
    expect(set(`${head}  aa:   x\n  cccc: x\n`)).toBe(`${head}  aa:   x\n  b:    new\n  cccc: x\n`);
    expect(set(`${head}  aa:   x\n  cccc: x\n`, 'very-long')).toBe(`${head}  aa:   x\n  cccc: x\n  very-long: new\n`);
    expect(set(`${head}  aaaa: x\n  cccc: x\n`)).toBe(`${head}  aaaa: x\n  b: new\n  cccc: x\n`);
  });

  it('quotes a name that another reader would take for something else', () => {
    expect(set(head, 'on')).toBe(`${head}  "on": new\n`);
    expect(set(`${head}  on: x\n`, 'on')).toBe(`${head}  on: new\n`);
  });
});

describe('setImage', () => {
  it.each([
    '',
    'a',
    'images:\n',
    'version: 2\nimages:\n',
    `${head}  a: x\n  a: y\n`,
    `${head}  b: [x]\n`,
    `${head}  b:\n    x\n`,
    `${head}\tb: x\n`,
    `${head}<<<<<<< HEAD\n`,
  ])('leaves a file alone that readImages objects to: %p', (text) => {
    expect(set(text)).toBeUndefined();
    expect(readImages(text, 'f').findings).not.toEqual([]);
  });

  it('throws for what a caller must not let through', () => {
    expect(() => set(head, 'b', 'latest')).toThrow(RangeError);
    expect(() => set(head, 'b', 'a b')).toThrow(RangeError);
    expect(() => set(head, 'b: x\n  c', 'x')).toThrow(RangeError);
    expect(() => setImage(head, 'b', { tag: 'x', digest: 'sha256:1' })).toThrow(RangeError);
  });
});

const bareNull = /: +null(?:\s|$)/;
const service = fc.oneof(fc.constantFrom('on', 'null', '123', '0x1'), fc.stringMatching(/^[a-d][a-d0-9-]{0,3}[a-d]$/));
const tag = fc.oneof(
  fc.stringMatching(/^\w[\w.-]{0,6}$/),
  fc.constantFrom('0123456', '12e4567', '1.10', 'on', 'null', 'y', '1_0', '2024-01-01', '0o7', '0x1F'),
);
const pin: fc.Arbitrary<Pin> = fc.record({ tag, digest: fc.constant(digest) }, { requiredKeys: ['tag'] });
const comment = fc.constantFrom('', '  # c', '\t# c', ' # "x": y');

/** Files as a person or another tool may have written them. */
const imagesFile = fc
  .record({
    lines: fc.uniqueArray(fc.tuple(service, pin, fc.constantFrom('', "'", '"'), fc.nat(3), comment), {
      selector: ([s]) => s,
    }),
    between: fc.array(fc.constantFrom('', '# note', '    # note', '   '), { maxLength: 8 }),
    indent: fc.integer({ min: 1, max: 4 }),
    versionLast: fc.boolean(),
    mark: fc.constantFrom('', '\ufeff'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    final: fc.boolean(),
  })
  .map(({ lines, between, indent, versionLast, mark, lineEnd, final }) => {
    const rows = lines.flatMap(([name, value, quote, gap, end], i) => [
      ...between.slice(i, i + 1),
      `${' '.repeat(indent)}${quote}${name}${quote}:${' '.repeat(gap + 1)}${quote}${formatPin(value)}${quote}${end}`,
    ]);
    const section = ['images:', ...rows];
    const all = versionLast ? [...section, 'version: 1'] : ['# head', 'version: 1', ...section];
    return mark + all.join(lineEnd) + (final ? lineEnd : '');
  });

describe('setImage on any file', () => {
  it('is read back, and leaves every other line byte for byte', () => {
    fc.assert(
      fc.property(imagesFile, service, pin, (text, name, wanted) => {
        fc.pre(!bareNull.test(text));
        const before = readImages(text, 'f');
        const changed = setImage(text, name, wanted) ?? '';
        const after = readImages(changed, 'f');
        expect(after.images.get(name)).toMatchObject(wanted);
        expect([...after.images.keys()].toSorted()).toEqual([...new Set([...before.images.keys(), name])].toSorted());
        expect(setImage(changed, name, wanted)).toBe(changed);

        const at = before.images.get(name)?.place;
        const start =
          at &&
          text
            .split('\n')
            .slice(0, at.line - 1)
            .join('\n').length +
            (at.line > 1 ? 1 : 0) +
            at.column -
            1;
        if (start !== undefined) {
          expect(changed.startsWith(text.slice(0, start))).toBe(true);
          expect(changed.endsWith(text.slice(start + (at?.length ?? 0)))).toBe(true);
        } else {
          const row = (after.images.get(name)?.place.line ?? 0) - 1;
          const withoutRow = changed.split('\n').toSpliced(row, 1).map(withoutCr);
          expect(withoutRow).toEqual(text.split('\n').map(withoutCr));
          expect([...changed].filter((c) => c === '\r').length).toBe(
            text.includes('\r') ? changed.split('\n').length - 1 : 0,
          );
        }
        expect(changed.endsWith('\n')).toBe(text.endsWith('\n'));
      }),
      { numRuns: 300 },
    );
  });

  it('writes what YAML 1.1 and 1.2 read as the same text', () => {
    fc.assert(
      fc.property(service, pin, (name, wanted) => {
        const text = setImage(head, name, wanted) ?? '';
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(text, { version }).images).toEqual({ [name]: formatPin(wanted) });
        }
      }),
    );
  });

  it('either leaves any text alone, or is read back from it', () => {
    const part = fc.constantFrom(
      'version: 1\n',
      'images:',
      ' {}',
      '\n  b',
      '\n  a',
      ': ',
      'x',
      '\n',
      '"',
      '#',
      '|',
      '? ',
      '- ',
      '~',
      '&a ',
      '\r',
    );
    const text = fc.array(part, { maxLength: 14 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const changed = set(`version: 1\nimages:${source}`);
        if (changed !== undefined) expect(readImages(changed, 'f').images.get('b')).toMatchObject({ tag: 'new' });
      }),
      { numRuns: 500 },
    );
  });
});

function withoutCr(line: string): string {
  return line.replace(/\r$/, '');
}
