import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands/index.js';

const folder = join(__dirname, '../../docs/reference/commands');
const fileOf = (name: string) => `${name.replaceAll(' ', '-')}.md`;

it('has a page for every command, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(commands).map(fileOf), 'README.md'].sort());
});

it.each(Object.keys(commands))('says of %s all that its help says', async (name) => {
  const page = readFileSync(join(folder, fileOf(name)), 'utf8');
  const command = await commands[name]?.load();
  for (const option of Object.keys(command?.options ?? {})) expect(page).toContain(`--${option}`);
  for (const [line] of command?.examples ?? []) expect(page).toContain(`- \`${line}\``);
});
