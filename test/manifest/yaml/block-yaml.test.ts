import fc from 'fast-check';
import type { Json } from '../../../src/manifest/manifest.js';
import { isUsual, readBlockYaml } from '../../../src/manifest/yaml/block-yaml.js';
import { writeYaml } from '../../../src/manifest/yaml/write-yaml.js';
import { kubernetesScalar } from '../../../src/manifest/yaml/yaml-scalar.js';
import { documentsOf } from '../../../src/manifest/yaml/yaml-schema.js';

const read = (text: string) => readBlockYaml(text, 0, text.length, kubernetesScalar);

/** What the YAML library reads; `refused` for what it refuses. */
function byLibrary(text: string): unknown {
  try {
    const documents = documentsOf(text, 'kubernetes');
    return documents.length === 0 ? null : documents.length === 1 ? documents[0] : documents;
  } catch {
    return 'refused';
  }
}

/** That the text is read as the library reads it, or not at all. Keys keep their order. */
function expectSame(text: string): void {
  if (!isUsual(text)) return;
  const value = read(text);
  if (value !== undefined) expect([text, JSON.stringify(value)]).toEqual([text, JSON.stringify(byLibrary(text))]);
}

const pieces = [
  ...['a', 'b: 1', 'c:', 'on: x', 'no', '1: 2', '"q r": s', "'t':", 'x: y: z', 'long-key/with.dots: v', '__proto__: 1'],
  ...[
    '- ',
    '- - ',
    '-',
    '- a: b',
    '-1',
    '---',
    '...',
    '# c',
    'k: # c',
    'k: v # c',
    'k: v#c',
    'k: "v" # c',
    'k: "v"# c',
  ],
  ...[
    'k: |',
    'k: |-',
    'k: >-',
    'k: >',
    'k: |+',
    'k: |2',
    '- |',
    '- >-',
    'k: ""',
    "k: 'it''s'",
    'k: "a\\nb\\u00e9\\"c"',
    'k: "a',
  ],
  ...[
    'k: []',
    'k: {}',
    'k: [1]',
    'k: {a: 1}',
    'k: &x v',
    'k: *x',
    '<<: *x',
    'k: !t v',
    'k: <<',
    'k: ~',
    'k: null',
    'k: 0x1F',
  ],
  ...[
    'k: 0123',
    'k: 1_000',
    'k: .5',
    'k: 1e3',
    'k: -',
    'k: ?',
    'k: :',
    'k: @a',
    'k: `a',
    'k: %a',
    'k: a b  ',
    'k : v',
    'k:v',
    'k:  v',
  ],
  ...['k: {{ x }}', 'k: yes', 'k: "yes"', 'text', 'more text', '"quoted"', ''],
];
const line = fc
  .tuple(fc.nat({ max: 6 }), fc.array(fc.constantFrom('- '), { maxLength: 2 }), fc.constantFrom(...pieces))
  .map(([indent, dashes, piece]) => ' '.repeat(indent) + dashes.join('') + piece);
const textOfLines = fc
  .tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom('', '\n', '\n\n', ' '))
  .map(([lines, end]) => lines.join('\n') + end);

const tree = fc.letrec<{ value: Json; object: Record<string, Json>; text: string }>((tie) => ({
  text: fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      'yes',
      '012',
      'null',
      'a: b',
      'a #b',
      '- x',
      '{{ x }}',
      'a\nb',
      'a\n\n b\n',
      ' a',
      'a ',
      '\n',
      'é–…',
      '"',
      "it's",
    ),
  ),
  object: fc.dictionary(
    fc.oneof(fc.stringMatching(/^[a-z][a-z./-]{0,8}$/), fc.constantFrom('on', '8080', 'a b', '.x', '')),
    tie('value'),
    { maxKeys: 4 },
  ),
  value: fc.oneof(
    { maxDepth: 4 },
    tie('text'),
    fc.constantFrom<Json>(true, null, 0, 1.5, -3, 1e21, [], {}),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
}));

test('lines of all sorts are read as the YAML library reads them, or left to it', () => {
  fc.assert(fc.property(textOfLines, expectSame), { numRuns: 20_000 });
});

test('what is written is read here, and as it was', () => {
  fc.assert(
    fc.property(tree.object, (object) => {
      const text = writeYaml(object);
      expectSame(text);
      const keys = JSON.stringify(object).match(/"(?:on|8080|a b|\.x|)":|[^\x20-\x7e]/g) ?? [];
      if (keys.length === 0 && isUsual(text) && !text.includes('|')) expect(read(text)).toEqual(byLibrary(text));
    }),
    { numRuns: 2_000 },
  );
});

test('what is written, with characters put in and taken out', () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat({ max: 2 }),
    fc.constantFrom('', ' ', '  ', '\n', ':', '#', '- ', '"', "'", '|', '\t', '\r'),
  );
  fc.assert(
    fc.property(tree.object, fc.array(edit, { minLength: 1, maxLength: 3 }), (object, edits) => {
      let text = writeYaml(object);
      for (const [where, gone, put] of edits) {
        const at = where % (text.length + 1);
        text = text.slice(0, at) + put + text.slice(at + gone);
      }
      expectSame(text);
    }),
    { numRuns: 5_000 },
  );
});

describe('is read without the library', () => {
  test.each([
    [
      'mappings and sequences',
      'a:\n  b: 1\n  c:\n  - x\n  - v: z\n    w: v\n  - - 1\n    - 2\n',
      { a: { b: 1, c: ['x', { v: 'z', w: 'v' }, [1, 2]] } },
    ],
    [
      'a head, comments and no line feed at the end',
      '# head\n---\na: b # c\n\n# d\nc: "e # f"',
      { a: 'b', c: 'e # f' },
    ],
    ['nothing behind a key or a dash', 'a:\nb:\n- \n- c\n', { a: null, b: [null, 'c'] }],
    ['block scalars', 'a: |\n  x\n\n    y\nb: |-\n  z\n\nc: >-\n  k\n  l\n', { a: 'x\n\n  y\n', b: 'z', c: 'k l' }],
    ['quotes', `a: "x\\n\\u00e9"\nb: 'it''s'\n"c d": ''\n`, { a: 'x\né', b: "it's", 'c d': '' }],
    ['what is empty', 'a: []\nb: {}\n', { a: [], b: {} }],
    ['only comments', '# a\n', null],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
    expect(byLibrary(text)).toEqual(value);
  });
});

describe('is left to the library', () => {
  test.each([
    'a: 1\na: 2\n',
    'a: &x 1\n',
    'a: [1]\n',
    'a: b\n  c\n',
    'a: 1\n b: 2\n',
    '__proto__: 1\n',
    'yes: 1\n',
    'a: |\n\n  b\n',
  ])('%j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

test('only a part of a text is read', () => {
  const text = 'a: 1\n---\nb: 2\n---\nc: 3\n';
  expect(readBlockYaml(text, 5, 14, kubernetesScalar)).toEqual({ b: 2 });
});
