import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const eco = `${root}bin/eco.js`;
const rounds = 9;

const commands = {
  'node -e 0': ['-e', '0'],
  'eco --help': [eco, '--help'],
  'eco synth': [eco, 'synth'],
  'eco check': [eco, 'check'],
};

function seconds(args) {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/** One after the other, round by round, so that a busy moment falls on all of them. */
export function fleetRatios() {
  const times = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const time = seconds(args);
      // The first round warms the file cache.
      if (round > 0) times.get(name).push(time);
    }
  }
  const base = times.get('node -e 0');
  return [...times].map(([name, list]) => {
    const ratio = median(list.map((time, i) => time / base[i]));
    return [`\`${name}\``, median(list).toFixed(3), ratio.toFixed(1)];
  });
}
