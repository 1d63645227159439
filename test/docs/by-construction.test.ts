import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/checks/rules/index.js';
import { read, root } from './blocks.js';

const rows = read('docs/by-construction.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:mistake|---) /.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

test.each(rows)('%s', (...cells) => {
  const ids = [...(cells.at(-1) ?? '').matchAll(/`([\w-]+)`/g)].map(([, id]) => id);
  const known = new Set(rules.map(({ id }) => id));
  expect(ids.filter((id) => id !== undefined && !known.has(id))).toEqual([]);
  const [, name, words = ''] = /^`([\w.-]+\.ts)`(?:: (.*))?$/.exec(cells.length === 4 ? (cells[2] ?? '') : '') ?? [];
  if (cells.length !== 4) return;
  const texts = files
    .filter((file) => file.endsWith(`/${name}`))
    .map((file) => readFileSync(join(root, 'test', file), 'utf8'));
  expect(texts).not.toEqual([]);
  expect(texts.some((text) => text.includes(words))).toBe(true);
});
