// Prints how long things take, as ratios of what was measured in the same run: machines differ, and drift.
//
//   npm run bench
import { cpus } from 'node:os';
import { checkTable } from './check.mjs';
import { fleetRatios } from './fleet.mjs';
import { reviewReport } from './review.mjs';
import { scaleTable } from './scale.mjs';
import { table } from './table.mjs';

console.log(`Node ${process.version}, ${cpus().length} processors\n`);
console.log('The whole command, paired with an empty Node process (medians):\n');
const { rows, notes } = fleetRatios();
console.log(table(['command', 'seconds', 'times `node -e 0`', 'times `eco synth`'], rows));
for (const note of notes) console.log(`\n(${note})`);
console.log('\nSynthesis alone, from definitions to texts, beside `App.synth()` of cdk8s over the same objects:\n');
console.log(
  table(
    ['services', 'objects', 'ours, s', 'µs an object', 'memory, MB', 'App.synth(), s', 'times faster'],
    scaleTable(),
  ),
);
console.log('\nWhat a change does, beside tools that say what it is:\n');
console.log(await reviewReport(table));

console.log('\n`eco check`, references between objects included, beside other checkers, each on one processor:\n');
const checks = checkTable();
console.log([table(checks.head, checks.rows), ...checks.missing].join('\n\n'));
