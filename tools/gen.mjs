// Writes what is made from the sources: the index of the rules and their pages, the runbooks, the defaults, the commands'
// pages and the README's table of them, the report of the API.
//
//   node tools/gen.mjs           write what is not current
//   node tools/gen.mjs --check   write nothing; exit 1 and name the files that are not current
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiReport } from './gen/api.mjs';
import { commandPages } from './gen/command-pages.mjs';
import { dashboardPicture } from './gen/dashboard-picture.mjs';
import { defaults } from './gen/defaults.mjs';
import { messages } from './gen/messages.mjs';
import { otherIds } from './gen/other-ids.mjs';
import { readmeCommands } from './gen/readme-commands.mjs';
import { ruleIndex } from './gen/rule-index.mjs';
import { rulePages } from './gen/rule-pages.mjs';
import { runbooks } from './gen/runbooks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const stale = [];

// The index first: the pages are made from the rules that it lists, as they are when they are built.
// `npm run check` has built them already.
const steps = {
  'index of the rules': () => ruleIndex(root),
  'ids of other messages': () => otherIds(root),
  'pages of the rules': () => rulePages(root, { build: !check }),
  runbooks: () => runbooks(root),
  'picture of the dashboard': () => dashboardPicture(root),
  defaults: () => defaults(root),
  "the README's commands": () => readmeCommands(root),
  messages: () => messages(root),
  'pages of the commands': () => commandPages(root),
  API: () => apiReport(root),
};
for (const [what, make] of Object.entries(steps)) {
  console.error(`gen: ${what}`);
  put(await make());
}

if (stale.length > 0) {
  console.log(`${check ? 'not current' : 'written'}:\n${stale.map((path) => `  ${path}`).join('\n')}`);
  if (check) {
    console.log('Run: npm run gen');
    process.exitCode = 1;
  }
}

/** `files`: path -> text. Of a folder that `owns`, all other files are removed. */
function put({ files, owns }) {
  for (const [path, text] of files) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!owns || !existsSync(join(root, owns))) return;
  for (const name of readdirSync(join(root, owns))) {
    const path = `${owns}/${name}`;
    if (files.has(path)) continue;
    stale.push(path);
    if (!check) rmSync(join(root, path));
  }
}
