import fc from 'fast-check';
import { load, loadAll } from 'js-yaml';
import { parse, parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../../src/manifest/manifest.js';
import { readYaml } from '../../../src/manifest/yaml/read-yaml.js';
import { writeYaml } from '../../../src/manifest/yaml/write-yaml.js';

describe('what a reviewer reads', () => {
  test('apiVersion, kind, metadata first; name first inside; the rest by alphabet; undefined is not there', () => {
    const service = {
      spec: {
        type: 'NodePort',
        ports: [{ port: 80, name: 'http', targetPort: 'http' }],
        selector: {},
        externalIPs: [],
      },
      metadata: { labels: { b: '1', a: 'x' }, namespace: 'api', name: 'shop', annotations: undefined },
      kind: 'Service',
      apiVersion: 'v1',
    };
    expect(writeYaml(service)).toBe(`apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
  labels:
    a: x
    b: "1"
spec:
  externalIPs: []
  ports:
    - name: http
      port: 80
      targetPort: http
  selector: {}
  type: NodePort
`);
  });

  test('lines of text as a block, never folded', () => {
    const script = `#!/bin/sh\nset -e\n\n\techo "${'x'.repeat(200)}"\n`;
    expect(writeYaml({ data: { 'run.sh': script, tail: 'a\n  b', keep: 'a\n\n' }, z: 1 })).toBe(`data:
  keep: |+
    a

  run.sh: |
    #!/bin/sh
    set -e

    \techo "${'x'.repeat(200)}"
  tail: |-
    a
      b
z: 1
`);
  });

  test('lists of lists and of texts', () => {
    expect(writeYaml({ a: [[1, [2]], ['x\ny'], { b: [{ c: 'd\ne\n' }] }] })).toBe(`a:
  - - 1
    - - 2
  - - |-
      x
      y
  - b:
      - c: |
          d
          e
`);
  });

  test.each([
    'ghcr.io/team/shop:v1.2.3',
    '-c',
    '--port=80',
    '200m',
    '256Mi',
    '10.0.0.0/16',
    '10.0.0.1',
    '/healthz',
    'http://a.b:80/c?d=e',
    'a b',
    "it's",
    'sum(rate(x{y="z"}[5m])) > 0.5',
    '주문 서비스',
    'v1',
    '1d',
    '5m',
    '$(HOST):80',
    'a{{b}}',
    'x#y',
    'nope',
    '12e45x',
  ])('plain: %s', (text) => {
    expect(writeYaml({ a: text })).toBe(`a: ${text}\n`);
  });

  test.each([
    '',
    '~',
    'on',
    'Yes',
    'n',
    'TRUE',
    'null',
    '0123',
    '1e3',
    '12e4567',
    '1_000',
    '0x1',
    '0o7',
    '0b1',
    '1:30',
    '1.10',
    '.5',
    '1.',
    '+1',
    '2024-01-02',
    '2024-1-2 10:00',
    '=',
    '<<',
    '.inf',
    '-.NaN',
    ' a',
    'a ',
    'a: b',
    'a:',
    'a #b',
    '#a',
    '- a',
    '-',
    '? a',
    '{a}',
    '[a]',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
    '---',
    '...',
    ', a',
  ])('in double quotes: %s', (text) => {
    expect(writeYaml({ a: text })).toBe(`a: ${JSON.stringify(text)}\n`);
  });

  test('in single quotes where double ones would need escapes', () => {
    expect(writeYaml({ a: '{"b": 1}' })).toBe(`a: '{"b": 1}'\n`);
  });
});

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '#',
      ':',
      '-',
      'a',
      '"',
      "'",
      '\\',
      '0',
      '1',
      'e',
      '.',
      '_',
      '\r',
      '\u0085',
      '\u2028',
      '\uFEFF',
      '\uD800',
    ),
  }),
  fc.stringMatching(/^[-+]?[0-9_.:eExXoOtTzZ-]{1,8}$/),
  fc.constantFrom('y', 'No', 'off', 'NULL', '.NaN', '<<', '=', '---\na', '\n', ' \n', 'a\n\n\n', '\ta\n', 'a\n \n'),
);
const values = fc.letrec<{ value: JsonObject; json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('value'),
  ),
  value: fc.dictionary(texts, tie('json') as fc.Arbitrary<never>, { maxKeys: 5, noNullPrototype: true }),
})).value;

describe('what is written is read again', () => {
  const read: [string, (text: string) => unknown][] = [
    ['this library', (text) => readYaml(text, 'a.yaml').documents[0]?.value],
    ['js-yaml', (text) => load(text)],
    ['yaml, 1.1', (text) => parse(text, { version: '1.1', maxAliasCount: 0 })],
    ['yaml, 1.2', (text) => parse(text, { version: '1.2' })],
  ];
  test.each(read)('by %s', (_, reader) => {
    fc.assert(
      fc.property(values, (value) => {
        if ('__proto__' in value && Object.hasOwn(value, '__proto__')) return;
        expect(reader(writeYaml({ root: value }))).toEqual({ root: value });
      }),
      { numRuns: 1500 },
    );
  });

  test('a stream', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (list) => {
        const text = list.map((value) => writeYaml({ root: value })).join('---\n');
        expect(loadAll(text)).toEqual(list.map((root) => ({ root })));
        expect(parseAllDocuments(text).map((d) => d.toJS())).toEqual(list.map((root) => ({ root })));
      }),
    );
  });

  test('the order of keys in memory does not count', () => {
    fc.assert(
      fc.property(values, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(writeYaml(turned)).toBe(writeYaml(value));
      }),
    );
  });
});
