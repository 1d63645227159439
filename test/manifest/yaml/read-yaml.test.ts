import { readYaml } from '../../../src/manifest/yaml/read-yaml.js';

const value = (text: string) => readYaml(text, 'a.yaml').documents.map((document) => document.value);
const finding = (text: string) => readYaml(text, 'a.yaml').findings[0];

describe('scalars, as Kubernetes tools read them', () => {
  test.each([
    ['yes', true],
    ['on', true],
    ['Off', false],
    ['y', true],
    ['0123', 83],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['-010', -8],
    ['08', 8],
    ['1_000', 1000],
    ['12e3', 12000],
    ['.5', 0.5],
    ['1.10', 1.1],
    ['~', null],
    ['', null],
    ['2024-01-02', '2024-01-02'],
    ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
    ['1:30', '1:30'],
    ['.inf', '.inf'],
    ['"on"', 'on'],
    ['1.2.3', '1.2.3'],
    ['!custom x', 'x'],
    ['!!str 12', '12'],
  ])('%s', (written, expected) => {
    expect(value(`a: ${written}`)).toEqual([{ a: expected }]);
  });

  test('a workflow is YAML 1.2: `on` is a word', () => {
    expect(readYaml('on: push\nx: yes', 'w.yml', 'core').documents[0]?.value).toEqual({ on: 'push', x: 'yes' });
  });
});

describe('documents', () => {
  test('several in a file, with comments, empty ones, a byte order mark and CRLF', () => {
    expect(value('\uFEFF# first\r\n---\r\na: 1\r\n---\r\n# nothing\r\n---\r\nb: |\r\n  x\r\n')).toEqual([
      { a: 1 },
      { b: 'x\n' },
    ]);
  });

  test('directives belong to the document that follows', () => {
    expect(value('%YAML 1.1\n---\na: 1\n...\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('merge keys and aliases', () => {
    expect(value('x: &x {a: 1, b: 2}\nz: {<<: *x, b: 3}')).toEqual([{ x: { a: 1, b: 2 }, z: { a: 1, b: 3 } }]);
  });

  test('JSON, indented with tabs', () => {
    expect(value('{\n\t"a": [1,\n\t\t2]\n}')).toEqual([{ a: [1, 2] }]);
  });

  test('one that cannot be read does not hide the others', () => {
    const read = readYaml('a: 1\n---\nb: [1\n---\nc: 3\n', 'a.yaml');
    expect(read.documents.map((d) => d.value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(read.findings).toHaveLength(1);
  });
});

describe('findings', () => {
  test('a key that is written twice', () => {
    expect(finding('---\na: 1\n---\nspec:\n  replicas: 1\n  replicas: 2\n')).toMatchObject({
      rule: 'yaml-trap',
      message: 'key "replicas" is written twice in one mapping',
      at: { file: 'a.yaml', line: 6, column: 3, length: 8 },
    });
    // The object is there all the same: nothing else is said to miss it.
    expect(readYaml('a: 1\nb: 2\na: 3\n', 'a.yaml').documents.map(({ value }) => value)).toEqual([{ a: 3, b: 2 }]);
  });

  test('a template without quotes', () => {
    expect(finding('spec:\n  name: {{name}}\n')).toMatchObject({
      rule: 'yaml-trap',
      message: '"spec.name" begins with {{ and has no quotes: YAML reads it as a mapping',
      at: { line: 2, column: 3 },
    });
    expect(finding('spec:\n  name: {{name}}-api\n')).toMatchObject({ rule: 'yaml-trap', at: { line: 2 } });
  });

  test('wrong indentation', () => {
    expect(finding('a: 1\n---\nspec:\n  a: 1\n b: 2\n')).toMatchObject({ rule: 'yaml-syntax', at: { line: 5 } });
  });

  test.each([
    ['aliases without end', 'a: &a [*a]'],
    [
      'a billion laughs',
      `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${[...Array(9).keys()].map((i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`).join('\n')}`,
    ],
    ['deep nesting', '['.repeat(5000)],
    ['deep nesting that closes', '['.repeat(5000) + ']'.repeat(5000)],
    ['deep nesting without brackets', '- '.repeat(5000)],
  ])('%s', (_, text) => {
    expect(finding(text)).toMatchObject({ severity: 'error' });
  });
});

describe('places', () => {
  const text = [
    '# head',
    'kind: Service',
    'spec:',
    '  ports:',
    '    - name: http',
    '      port: 80',
    '  selector: {app: "x y"}',
    '---',
    'base: &base',
    '  image: a',
    'copy:',
    '  <<: *base',
  ].join('\n');
  const [service, merged] = readYaml(text, 'dir/a.yaml').documents;

  test.each([
    ['a field', ['spec', 'ports', 0, 'port'], { line: 6, column: 7, length: 8 }],
    ['an item', ['spec', 'ports', 0], { line: 5, column: 7, length: 10 }],
    ['in a flow mapping', ['spec', 'selector', 'app'], { line: 7, column: 14, length: 10 }],
    ['a field that is not there: its parent', ['spec', 'ports', 0, 'targetPort'], { line: 5, column: 7, length: 10 }],
    ['the object', [], { line: 2, column: 1, length: 13 }],
  ])('%s', (_, path, place) => {
    expect(service?.origin.at?.(path)).toEqual({ file: 'dir/a.yaml', ...place });
  });

  test('a merged field stands where it is written', () => {
    expect(merged?.origin.at?.(['copy', 'image'])).toMatchObject({ line: 10, column: 3 });
  });
});

test('a frame of comments before the first document costs no time', () => {
  const began = performance.now();
  expect(value(`${'#'.repeat(5000)}\n# x\na: 1\n---\nb: 2\n`)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(performance.now() - began).toBeLessThan(1000);
});

test('a document that nobody could apply is not read; the others of the file are', () => {
  const { documents, findings } = readYaml(`a: ${'x'.repeat(33 * 1024 * 1024)}\n---\nb: 2\n`, 'a.yaml');
  expect(documents.map((document) => document.value)).toEqual([{ b: 2 }]);
  expect(findings).toMatchObject([{ message: 'the document has 34 MiB, at most 32 MiB are read', at: { line: 1 } }]);
});

test('a whole file that is a template is said once, and read as what it is meant to be', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{name}}\ndata:\n  a: {{a}}\n';
  const { documents, findings } = readYaml(text, 'a.yaml');
  const filled = '${' + 'template}';
  expect(documents.map(({ value }) => value)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: filled }, data: { a: filled } },
  ]);
  expect(findings).toMatchObject([{ rule: 'yaml-trap', field: 'metadata.name', also: [{ field: 'data.a' }] }]);
});
