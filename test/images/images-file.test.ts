import fc from 'fast-check';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { newImagesFile, readImages } from '../../src/images/images-file.js';

const file = 'src/fleet/images/prod.yaml';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function read(lines: string): { images: Record<string, string>; findings: string[] } {
  const { images, findings } = readImages(`version: 1\nimages:\n${lines}`, file);
  const pins = [...images].map(([name, pin]) => [
    name,
    pin.digest === undefined ? pin.tag : `${pin.tag}@${pin.digest}`,
  ]);
  return { images: Object.fromEntries(pins), findings: findings.map(short) };
}

function short({ at, message }: Finding): string {
  return `${at?.line}:${at?.column}+${at?.length} ${message}`;
}

const messages = (text: string) => readImages(text, file).findings.map(short);

describe('readImages', () => {
  it('reads tags and digests, and where they stand', () => {
    const text = `# Image of each service.\nversion: 1\nimages:\n  waste-api: 1f3c9a2 # pinned\n  auth-api: 0123456@${digest}\n`;
    const { images, findings } = readImages(text, file);
    expect(findings).toEqual([]);
    expect([...images]).toEqual([
      ['waste-api', { tag: '1f3c9a2', place: { file, line: 4, column: 14, length: 7 } }],
      ['auth-api', { tag: '0123456', digest, place: { file, line: 5, column: 13, length: 79 } }],
    ]);
  });

  it.each([
    '0123456',
    '12e4567',
    '1.10',
    'on',
    '1_000',
    '0x1F',
    '2024-01-01',
    'true',
    '0o17',
    '1e3',
    'y',
    '.1'.slice(1),
  ])('keeps %p as it stands, quoted or not', (tag) => {
    const { images, findings } = read(`  a: ${tag}\n  b: "${tag}"\n  c: '${tag}'\n`);
    expect(findings).toEqual([]);
    expect(images).toEqual({ a: tag, b: tag, c: tag });
  });

  it('keeps names as they stand', () => {
    expect(read('  on: a\n  123: b\n  "0x1": c\n  1: d\n  __proto__: e\n').images).toEqual(
      Object.fromEntries([
        ['on', 'a'],
        ['123', 'b'],
        ['0x1', 'c'],
        ['1', 'd'],
        ['__proto__', 'e'],
      ]),
    );
  });

  it('takes a byte order mark, CRLF, a missing last line break and the marks of a document', () => {
    const text = '\ufeff%YAML 1.1\r\n---\r\nversion: "1"\r\nimages:\r\n  a: 010\r\n...\r\n';
    expect(readImages(text, file).findings).toEqual([]);
    expect([...readImages(text, file).images]).toEqual([
      ['a', { tag: '010', place: { file, line: 5, column: 6, length: 3 } }],
    ]);
    expect(read('  a: x').images).toEqual({ a: 'x' });
  });

  it.each(['images:\n', 'images:', 'images: # none yet\n', 'images: {}\n', 'images:  { } # none\n'])(
    'takes no services: %p',
    (section) => {
      expect(readImages(`version: 1\n${section}`, file)).toEqual({ images: new Map(), findings: [] });
    },
  );

  it('reports all problems of one run, in the order of the file, and keeps what is right', () => {
    const text = `\
version: 2
imges: x
images:
  a: latest
  b: v1+2
  c: 1f3c9a2@sha256:12
  d:
  e: ~
  f: ok
  f: twice
  g: [x]
  h: {{ tag }}
  i:
    x: y
  j: &anchor x
  k: *anchor
  l: !!str x
  m: |
    x
  n:
    x
  o: "x
    y"
  ? p
  : x
  q: ''
  r: x y
  s: last
`;
    const { images, findings } = readImages(text, file);
    expect(findings.map(short)).toEqual([
      '1:10+1 version "2" is unknown, 1 is known',
      '2:1+5 key "imges" is unknown, allowed are "version" and "images"',
      '4:6+6 image of "a": tag "latest" names whatever was pushed last, a tag of one build is needed',
      '5:6+4 image of "b": tag "v1+2" has "+", allowed are A-Z, a-z, 0-9, "_", "." and "-"',
      '6:6+17 image of "c": digest "sha256:12" has 2 hex digits after "sha256:", 64 are needed',
      '7:3+1 "d" has no tag',
      '8:3+1 "e" has no tag',
      '10:3+1 "f" stands there twice, first in line 9',
      '11:3+1 image of "g" is more than a tag',
      '12:3+1 image of "h" is more than a tag',
      '13:3+1 image of "i" is more than a tag',
      '15:14+1 image of "j" is more than a tag',
      '16:3+1 image of "k" is more than a tag',
      '17:12+1 image of "l" is more than a tag',
      '18:3+1 image of "m" is not on the line of its name',
      '20:3+1 image of "n" is not on the line of its name',
      '22:3+1 image of "o" is not on the line of its name',
      '24:5+1 line does not start with a name',
      '26:3+1 "q" has no tag',
      '27:6+3 image of "r": tag "x y" has " ", allowed are A-Z, a-z, 0-9, "_", "." and "-"',
    ]);
    expect([...images.keys()]).toEqual(['f', 's']);
    for (const finding of findings) {
      expect(finding).toMatchObject({ rule: 'images-file', severity: 'error', at: { file } });
      expect(finding.why).toMatch(/\.$/);
      expect(finding.fix).toMatch(/\.$/);
      expect(finding.message).not.toMatch(/\.$|invalid|please/i);
    }
  });

  it('reports what the file lacks', () => {
    expect(messages('')).toEqual(['1:1+1 images file holds nothing, "version: 1" and "images:" are needed']);
    expect(messages('# c\n')).toHaveLength(1);
    expect(messages('- a\n')).toEqual(['1:1+3 images file holds a list, "version: 1" and "images:" are needed']);
    expect(messages('a\n')).toEqual([
      '1:1+1 images file holds no lines of "key: value", "version: 1" and "images:" are needed',
    ]);
    expect(messages('{version: 1, images: {}}\n')).toHaveLength(1);
    expect(messages('images:\n  a: x\n')).toEqual(['1:1+1 images file has no "version"']);
    expect(messages('version: 1\n')).toEqual(['1:1+1 images file has no "images"']);
    expect(messages('version:\nimages:\n')).toEqual(['1:9+1 version has no number, 1 is known']);
    expect(messages('version: 1\nimages:\nversion: 1\n')).toEqual(['3:1+7 "version" stands there twice']);
    expect(messages('version: 1\nimages: {a: x}\n')).toEqual(['2:9+6 "images" holds no lines of "service: tag"']);
    expect(messages('version: 1\nimages: null\n')).toEqual(['2:9+4 "images" holds no lines of "service: tag"']);
    expect(messages('version: 1\nimages: # c\n  {}\n')).toHaveLength(1);
    expect(messages('version: 1\n? images\n')).toHaveLength(2);
  });

  it('reports one cause once', () => {
    expect(readImages('version: 1\nimage:\n  a: x\n', file).findings).toMatchObject([
      { message: 'key "image" is unknown, allowed are "version" and "images"', fix: 'Rename it to "images".' },
    ]);
    expect(readImages('version: 1\nother: x\n', file).findings).toMatchObject([
      { message: 'images file has no "images"' },
      { fix: 'Delete it.' },
    ]);
  });

  it('reports broken YAML alone, one finding a line', () => {
    expect(messages('version: 1\nimages:\n\ta: latest\n')).toEqual([
      '3:1+1 images file is not YAML: tabs are not allowed as indentation',
    ]);
    expect(messages('version: 1\nimages:\n  a:1\n  b: 2\n')).toEqual([
      '3:3+3 images file is not YAML: implicit keys need to be on a single line',
    ]);
    expect(messages('version: 1\nimages:\n  a: @b\n  c: `d\n')).toEqual([
      '3:6+1 images file is not YAML: plain value cannot start with reserved character @',
      '4:6+1 images file is not YAML: plain value cannot start with reserved character `',
    ]);
    expect(messages('version: 1\n---\nimages:\n')).toEqual([
      '2:1+3 images file is not YAML: it has more than one document',
    ]);
    expect(messages('version: 1\nimages:\n  a: "x\n')).toHaveLength(1);
  });

  it('reports a merge conflict by its name', () => {
    const conflict = '<<<<<<< HEAD\r\n  b: 2\r\n=======\r\n  b: 3\r\n>>>>>>> main\r\n';
    expect(messages(`version: 1\r\nimages:\r\n  a: 1\r\n${conflict}  c: 4\r\n${conflict}`)).toEqual([
      '4:1+12 images file has a merge conflict that is not resolved',
      '10:1+12 images file has a merge conflict that is not resolved',
    ]);
  });

  it('never throws, and says where each problem stands', () => {
    const part = fc.constantFrom(
      'version: 1',
      'images:',
      '  a',
      ': ',
      'x',
      '\n',
      '\r\n',
      '"',
      "'",
      '#',
      '{',
      '}',
      '[',
      '-',
      '&a ',
      '*a',
      '!',
      '|',
      '?',
      '\t',
      '~',
      '@',
      '---\n',
      '\ufeff',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 20 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        for (const { at } of readImages(source, file).findings) {
          expect(at?.line).toBeGreaterThanOrEqual(1);
          expect(at?.line).toBeLessThanOrEqual(source.split('\n').length);
          expect(at?.column).toBeGreaterThanOrEqual(1);
          expect(at?.length).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('newImagesFile', () => {
  it('is an images file without services', () => {
    expect(newImagesFile('prod')).toBe(`\
# Image of each service in prod: written by \`eco image set\` and \`eco promote\`, one line a service.
version: 1
images:
`);
    expect(readImages(newImagesFile('dev'), file)).toEqual({ images: new Map(), findings: [] });
  });
});
