// README.md: the table of commands, from the table that the command itself reads.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Needs the compiled library, as the rules' pages do. */
export function readmeCommands(root) {
  const { commands } = require(join(root, 'lib/src/cli/commands/index.js'));
  const rows = Object.entries(commands).map(([name, { summary }]) => `| \`eco ${name}\` | ${summary} |`);
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const table = ['| command | does |', '|---|---|', ...rows].join('\n');
  return { files: new Map([['README.md', text.replace(/^\| command \| does \|\n(?:\|.*\n)*/m, () => `${table}\n`)]]) };
}
