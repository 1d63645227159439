import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { commands } from '../src/cli/commands/index.js';

const root = join(__dirname, '..');

function modules(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

const text = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = modules('src').filter((file) => !file.startsWith('src/fleet/'));
const tests = modules('test');

function imported(file: string): readonly string[] {
  const paths = [...text(file).matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].flatMap(([, path]) => path ?? []);
  return paths.map((path) => target(file, path));
}

function target(file: string, path: string): string {
  return normalize(join(dirname(file), path)).replace(/\.js$/, '.ts');
}

/** `file name` of all that a module takes from others; of what is loaded later or as a whole, the file with `*`. */
function importedNames(file: string): readonly string[] {
  const some = [...text(file).matchAll(/\{([^{}]*)\} from '(\.[^']+)'/g)].flatMap(([, names = '', path = '']) =>
    [...names.matchAll(/(?:^|,)\s*(?:type )?(\w+)/g)].map(([, name]) => `${target(file, path)} ${name}`),
  );
  const whole = [...text(file).matchAll(/(?:\* as \w+ from |import\()'(\.[^']+)'/g)];
  return [...some, ...whole.map(([, path = '']) => `${target(file, path)} *`)];
}

/** What tests see in another way than by importing it. */
const seenThrough: Readonly<Record<string, string>> = {
  'src/review/': 'the page is bundled for a browser, and seen in one',
  'src/cli/page/review-page.ts': 'writes that page',
  'src/cli/page/source-lines.ts': 'the lines of TypeScript on that page',
  'src/cli/commands/review.ts': 'writes that page',
  'src/monitoring/runbook.ts': 'docs/runbooks/, which are read, and current (below)',
  'src/monitoring/alerts/all.ts': 'docs/runbooks/',
  'src/metrics/catalogue': 'tables of names, read by what asks for metrics',
};

const listed = (file: string) => Object.keys(seenThrough).some((path) => file.startsWith(path));

/** The files of commands that tests run as users do. */
function commandsRun(): readonly string[] {
  const all = tests.map(text).join('\n');
  // eco('image set …'), or run('image', 'set', …)
  const isRun = (name: string) => new RegExp(`['"\`]${name.split(' ').join("(?: |', ')")}[ '"\`]`).test(all);
  return Object.keys(commands)
    .filter(isRun)
    .map((name) => `src/cli/commands/${name.replace(' ', '-')}.ts`);
}

it('has tests that reach every source file, and run every command', () => {
  const reached = new Set([...tests, 'src/cli/start.ts', ...commandsRun()]);
  // The table of commands imports all of them: each counts only when a test runs it.
  const imports = (file: string) => (file === 'src/cli/commands/index.ts' ? [] : imported(file));
  for (const file of reached) for (const one of imports(file)) if (sources.includes(one)) reached.add(one);
  expect(sources.filter((file) => !reached.has(file) && !listed(file))).toEqual([]);
});

it('has a test of its own for every rule', () => {
  const rules = sources.filter((file) => /^src\/checks\/rules\/.+\/.+\.ts$/.test(file));
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((file) => !tests.includes(`test/${file.slice(4, -3)}.test.ts`))).toEqual([]);
});

it('exports no function, class or constant that no other file takes', () => {
  const scripts = modules('tools').concat(modules('src/fleet'));
  const taken = new Set([...sources, ...tests, ...scripts].flatMap(importedNames));
  // One is run, the other holds the text of a module.
  const apart = ['src/cli/start.ts', 'src/cli/init/entry-file.ts'];
  const exported = sources
    .filter((file) => !listed(file) && !apart.includes(file) && !taken.has(`${file} *`))
    .flatMap((file) =>
      [...text(file).matchAll(/^export (?:async )?(?:function\*?|class|const) (\w+)/gm)].map(([, n]) => `${file} ${n}`),
    );
  expect(exported.length).toBeGreaterThan(1000);
  expect(exported.filter((name) => !taken.has(name))).toEqual([]);
});

it('is made of small files', () => {
  const lines = sources.map((file) => ({ file, count: text(file).split('\n').length - 1 }));
  // A list that is generated is as long as what it lists.
  const written = lines.filter(({ file }) => !text(file).startsWith('// Made by tools/gen.mjs'));
  expect(written.filter(({ count }) => count > 300)).toEqual([]);
  const counts = lines.map(({ count }) => count).sort((a, b) => a - b);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(90);
});

it('names no fleet in the library', () => {
  const names = /ecoeco|sesacthon|waste|recycle-info|userinfo|location-api|chat-llm/i;
  const found = sources.filter((file) => names.test(text(file).replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')));
  expect(found).toEqual([]);
});

it('measures and generates with compiled files that have a source', () => {
  const scripts = ['bench', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const named = scripts
    .filter((file) => file.endsWith('.mjs'))
    .flatMap((file) => [...text(file).matchAll(/\blib\/((?:src|imports)\/[\w./-]+)\.js\b/g)]);
  expect(named.length).toBeGreaterThan(10);
  expect(named.flatMap(([, path]) => (existsSync(join(root, `${path}.ts`)) ? [] : path))).toEqual([]);
});

it('holds what is generated as the sources give it', () => {
  const { status, stdout } = spawnSync(process.execPath, ['tools/gen.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
