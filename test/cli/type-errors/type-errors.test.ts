import { importMistake } from '../../../src/cli/type-errors/import-mistakes.js';
import { typeErrors } from '../../../src/cli/type-errors/type-errors.js';

const file = 'src/fleet/services/cart.ts';
const modules = [file, 'src/fleet/stock.ts', 'src/fleet/workers/mail.ts', 'src/fleet/environments.ts'];

/** What is said of a source, of which the compiler says this. */
function said(source: string, ...output: readonly string[]) {
  const findings = typeErrors(output.join('\n'), { readFile: () => source, modules: () => modules });
  return findings.map(({ at, message, fix }) => `${at?.line}:${at?.column} ${message}. ${fix}`);
}

const error = (place: string, code: number, text: string) => `${file}(${place}): error TS${code}: ${text}`;

describe('a comma that is missing', () => {
  it.each([
    ['on the line before', 'x({\n  a: 1 // one\n\n  b: 2,\n});', '4,3', '2:6 a comma is missing. Write "," behind 1.'],
    ['on the same line', "x({ a: ['m' 'n'] });", '1,13', `1:8 a comma is missing. Write "," behind ['m'.`],
    [
      'behind a comment of its own',
      'x({\n  a: 1\n  /** b */\n  b: 2 });',
      '4,3',
      '2:6 a comma is missing. Write "," behind 1.',
    ],
    [
      'and a semicolon is there',
      'x({\n  a: 1;\n  b: 2 });',
      '2,7',
      '2:7 this ; stands where a comma belongs. Write "," in its place.',
    ],
  ])('%s', (_, source, place, expected) => {
    expect(said(source, error(place, 1005, "',' expected."))).toEqual([expected]);
  });

  it('is said of each, and what follows from it is not', () => {
    const source = "x('a' {\n  b: [1 2],\n});";
    const comma = "',' expected.";
    const output = [error('1,7', 1005, comma), error('2,9', 1005, comma), error('3,3', 1005, "';' expected.")];
    expect(said(source, ...output)).toEqual([
      `1:1 a comma is missing. Write "," behind x('a'.`,
      '2:6 a comma is missing. Write "," behind [1.',
    ]);
  });
});

describe('an import', () => {
  it.each([
    [
      './nowhere',
      'there is no module "./nowhere". Write the path of the module that is meant, seen from this file, or create it.',
    ],
    ['../stok', 'there is no module "../stok". Write "../stock".'],
    ['./mail.js', 'there is no module "./mail.js". Write "../workers/mail.js".'],
    ['mail', 'package "mail" is not installed. Write "../workers/mail".'],
    ['@shop/parts', 'package "@shop/parts" is not installed. npm install; '],
  ])('of a module that is not there: %s', (path, expected) => {
    const text = `Cannot find module '${path}' or its corresponding type declarations.`;
    const [line = '', ...more] = said(`import { a } from '${path}';`, error('1,19', 2307, text));
    expect(more).toEqual([]);
    expect(line.startsWith(`1:20 ${expected}`)).toBe(true);
  });

  it('of a name that the module does not export, once', () => {
    const source = "import { stok } from '../stock';\nexport const all = [stock];";
    const output = [
      error('1,10', 2724, `'"../stock"' has no exported member named 'stok'. Did you mean 'stock'?`),
      error('2,21', 2552, "Cannot find name 'stock'. Did you mean 'stok'?"),
    ];
    expect(said(source, ...output)).toEqual(['1:10 "../stock" exports no "stok". Write "stock".']);
  });

  it('of a name of the library from elsewhere', () => {
    const text = `Module '"../stock"' has no exported member 'fixed'.`;
    expect(importMistake(text, { exporters: () => ['@eco2/manifests'] }, file, () => modules)).toEqual({
      message: '"../stock" exports no "fixed"',
      fix: "import { fixed } from '@eco2/manifests';",
      subject: 'fixed',
    });
  });

  it.each([
    [
      2305,
      `Module '"../stock"' has no exported member 'a'.`,
      'exports no "a". Import it from the module that exports it.',
    ],
    [
      2459,
      `Module '"../stock"' declares 'a' locally, but it is not exported.`,
      'does not export its "a". Write "export" before it.',
    ],
  ])('of what the module keeps for itself: TS%d', (code, text, expected) => {
    expect(said("import { a } from '../stock';", error('1,10', code, text))).toEqual([`1:10 "../stock" ${expected}`]);
  });
});

it('names that are made of each other, though they are no services', () => {
  const source = 'const a = [b];\nconst b = [a];';
  const text = (name: string) =>
    `'${name}' implicitly has type 'any' because it does not have a type annotation and is referenced directly or indirectly in its own initializer.`;
  expect(said(source, error('1,7', 7022, text('a')), error('2,7', 7022, text('b')))).toEqual([
    '1:12 what "a" is comes from itself: a -> b -> a. Write the value here, or in a module that needs neither.',
  ]);
});
