import { unclosed, unclosedFinding } from '../../../src/cli/type-errors/unclosed.js';

const service = (...lines: readonly string[]) =>
  `export const cart = defineService('cart', () => ({\n${lines.map((line) => `  ${line}\n`).join('')}}));\n`;

it.each([
  ['a bracket that another meets', service('steps: [weight(20),', 'port: 8000,'), { mark: '[', line: 2, column: 10 }],
  [
    'a brace that one further left would close',
    service('alerts: { High: { limit: 2 },', 'port: 8000,'),
    { mark: '{', line: 2, column: 11 },
  ],
  ['a quote', service("route: '/cart,", 'port: 8000,'), { mark: "'", line: 2, column: 10 }],
  ['what is open to the end', "import { fixed\nfrom '@eco2/manifests';\n", { mark: '{', line: 1, column: 8 }],
  ['one too many', service('scale: fixed(2)),'), undefined],
  ['one too many at the end', `${service('port: 8000,')})`, { mark: ')', line: 4, column: 1, isEnd: true }],
])('%s', (_, text, half) => {
  if (half) expect(unclosed(text)).toMatchObject(half);
  else expect(unclosed(text)).toBeDefined();
});

it.each([
  ['what is closed', service("port: 8000, // isn't it", 'route: `/${cart', '}`,')],
  ['words in comments', `/** It's { a.\n * Don't. */\n${service('port: 8000,')}`],
  ['a text of several lines', service('files: {', "  '/etc/a': `it's (", 'open`,', '},')],
])('silent: %s', (_, text) => {
  expect(unclosed(text)).toBeUndefined();
  expect(unclosedFinding('a.ts', text)).toBeUndefined();
});

it('says what to type', () => {
  expect(unclosedFinding('a.ts', 'f([1)')).toMatchObject({
    message: 'this [ is not closed',
    at: { file: 'a.ts', line: 1, column: 3 },
    fix: 'Add ] where it ends.',
  });
  expect(unclosedFinding('a.ts', 'f(1))')).toMatchObject({ message: 'this ) closes nothing', fix: 'Take it out.' });
});
