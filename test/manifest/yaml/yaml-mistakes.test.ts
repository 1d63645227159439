import { readYaml } from '../../../src/manifest/yaml/read-yaml.js';

const found = (text: string, file = 'a.yaml') =>
  readYaml(text, file).findings.map(({ message, fix, at }) => ({ message, fix, at: `${at?.line}:${at?.column}` }));

it.each([
  ['a: [1, 2\n', 'a "[" or "{" is not closed before the end', '1:8'],
  ['a: "one\nb: 2\n', 'a text in double quotes has no end', '2:4'],
  ["a: 'one\n", 'a text in single quotes has no end', '1:7'],
  ['a:\n\tb: 1\n', 'a tab indents the line', '2:1'],
  ['a:\n  b: 1\n c: 2\n', 'the line does not fit to those around it', '3:2'],
  ['a: b: c\n', 'the line does not fit to those around it', '1:5'],
  ['a: 1\nlost\nb: 2\n', 'a line here has no ":" after its key', '3:2'],
  ['a: *b\n', 'a value begins with "*", which stands for an anchor that is not there', '1:5'],
  ['{a: 1} b\n', 'something follows where the document has ended', '1:8'],
])('%j', (text, what, at) => {
  expect(found(text)).toEqual([
    { message: `YAML cannot be read: ${what}`, fix: expect.stringMatching(/\.$|"\.$/), at },
  ]);
});

it('calls JSON by its name, and stays inside the file', () => {
  expect(found('{"a": [1, 2\n\n', 'a.json')).toMatchObject([
    { message: 'JSON cannot be read: a "[" or "{" is not closed before the end', at: '1:11' },
  ]);
});
