// What checks and differences take an object, from 2,500 objects to 20,000: as much at the end as in the beginning.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './table.mjs';

const child = fileURLToPath(new URL('objects-child.mjs', import.meta.url));

export function objectsTable({ counts = [2500, 5000, 10_000, 20_000], rounds = 3 } = {}) {
  return counts.map((count) => {
    const check = measure('check', count, rounds);
    const diff = measure('diff', count, rounds);
    return [check.objects, ...cells(check), ...cells(diff)];
  });
}

const cells = ({ objects, seconds, memory }) => [
  seconds.toFixed(2),
  Math.round((seconds * 1e6) / objects),
  Math.round(memory),
];

/** The median of a few runs. */
function measure(what, count, rounds) {
  const runs = Array.from({ length: rounds }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [child, what, String(count)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${what} of ${count} objects failed: ${stderr}`);
    return JSON.parse(stdout);
  });
  const seconds = median(runs.map((run) => run.seconds));
  return runs.find((run) => run.seconds === seconds);
}
