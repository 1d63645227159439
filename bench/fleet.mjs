import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helm } from './helm.mjs';
import { median } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const eco = `${root}bin/eco.js`;
const cdk8s = join(createRequire(import.meta.url).resolve('cdk8s-cli/package.json'), '../bin/cdk8s');
const rounds = 9;
// `cdk8s` looks for newer versions of itself otherwise.
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };

function seconds([command, ...args]) {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, env, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/** One after the other, round by round, so that a busy moment falls on all of them. Rows of a table, and notes. */
export function fleetRatios() {
  const node = process.execPath;
  const { binary, args = [], objects, reason } = helm(root);
  const commands = new Map([
    ['`node -e 0`', [node, '-e', '0']],
    ['`eco --help`', [node, eco, '--help']],
    ['`eco synth`', [node, eco, 'synth']],
    ['`eco check`', [node, eco, 'check']],
    ['`cdk8s synth` of the same app', [node, cdk8s, 'synth']],
    ...(binary ? [[`\`helm template\` of a chart with ${objects} objects`, [binary, ...args]]] : []),
  ]);
  const times = new Map([...commands.keys()].map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, command] of commands) {
      const time = seconds(command);
      // The first round warms the file cache.
      if (round > 0) times.get(name).push(time);
    }
  }
  const base = times.get('`node -e 0`');
  const synth = times.get('`eco synth`');
  const rows = [...times].map(([name, list]) => {
    const ratio = (of) => median(list.map((time, i) => time / of[i])).toFixed(1);
    return [name, median(list).toFixed(3), ratio(base), ratio(synth)];
  });
  return { rows, notes: reason ? [reason] : [] };
}
