import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

/** Exported functions that return a strategy, by what their declarations say. */
function strategies(): readonly string[] {
  const exports = read('src/index.ts').matchAll(/^export \{([^}]*)\} from '\.\/(delivery\/[^']+)\.js';/gm);
  return [...exports].flatMap(([, names = '', file]) => {
    const source = read(`src/${file}.ts`);
    const isStrategy = (name: string) =>
      new RegExp(`^export function ${name}[(<](?:(?!^\\}).)*?\\): (?:\\w*Strategy|MigrationTarget)\\b`, 'ms').test(
        source,
      );
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /^[a-z]\w*$/.test(name) && isStrategy(name));
  });
}

const tables = read('docs/delivery.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'));

it('finds the strategies', () => {
  expect(strategies()).toEqual(expect.arrayContaining(['rolling', 'recreate', 'canary', 'blueGreen', 'flagger']));
});

// `migrate` leads from one to another; a section of its own says how.
it.each(strategies().filter((name) => name !== 'migrate'))('%s() has its rows in docs/delivery.md', (name) => {
  const rows = tables.filter((line) => line.startsWith(`| \`${name}()\``));
  expect(rows).toHaveLength(2);
});
