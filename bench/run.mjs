// Prints how long things take, as ratios of what was measured in the same run: machines differ, and drift.
//
//   npm run bench
//   npm run bench -- --write     and puts it into docs/benchmarks.md
//   npm run bench -- --smoke     each of them once, as small as can be: whether they run at all
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { checkTable } from './check.mjs';
import { fleetRatios } from './fleet.mjs';
import { objectsTable } from './objects.mjs';
import { reviewReport } from './review.mjs';
import { scaleTable } from './scale.mjs';
import { table } from './table.mjs';
import { watchTable } from './watch.mjs';

const page = new URL('../docs/benchmarks.md', import.meta.url);
const mark = '<!-- Written by npm run bench -- --write -->';
const smoke = process.argv.includes('--smoke');
const said = [];

function say(...lines) {
  said.push(...lines);
  console.log(`${lines.join('\n\n')}\n`);
}

say(`Node ${process.version}, ${cpus().length} processors.`, '## The whole command');
const { rows, notes } = fleetRatios(smoke ? { rounds: 1, others: false } : {});
say(table(['command', 'seconds', 'times `node -e 0`', 'times `eco synth`'], rows), ...notes);
say('## Watching');
say(
  table(
    ['from a save until', 'median, ms', 'slowest, ms', 'the first save, ms'],
    await watchTable(smoke ? { cold: 0, saves: 1 } : {}),
  ),
);
say('## Synthesis alone');
say(
  table(
    ['services', 'objects', 'ours, s', 'µs an object', 'memory, MB', 'App.synth(), s', 'times faster'],
    scaleTable(smoke ? [2] : undefined),
  ),
);
say('## Checks and differences');
say(
  table(
    ['objects', 'check, s', 'µs an object', 'memory, MB', 'diff, s', 'µs an object', 'memory, MB'],
    objectsTable(smoke ? { counts: [16], rounds: 1 } : {}),
  ),
);
say('## What a change does');
say(await reviewReport(smoke ? { objects: 3, others: false } : {}));
say('## Other checkers');
const checks = checkTable(smoke ? { sizes: [2], rounds: 1, others: false } : {});
say(table(checks.head, checks.rows), ...checks.missing);

if (process.argv.includes('--write')) {
  const [above] = readFileSync(page, 'utf8').split(mark);
  writeFileSync(page, `${above}${mark}\n\n${said.join('\n\n')}\n`);
}
