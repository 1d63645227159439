import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit } from '../../../src/synth/commit/commit.js';
import { distOf } from '../../../src/synth/commit/dist.js';
import { withLock } from '../../../src/synth/commit/lock.js';
import { listing } from './listing.js';

// A child that must not be root gives that up here: the user it becomes need not reach the node binary.
if (process.env.CHILD_USER !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(Number(process.env.CHILD_USER));
  process.setuid?.(Number(process.env.CHILD_USER));
}

/**
 * What the tests run in processes of their own: to kill them, to run several at once, and to run as another user or
 * under limits. `commit-child <what> <root> [<file with outputs as JSON>]`.
 */
type Files = [string, string][];
const [what, root = '', input = ''] = process.argv.slice(2);
const outputs: Files[] = input === '' ? [] : JSON.parse(readFileSync(input, 'utf8'));
const say = (line: string): void => writeFileSync(1, `${line}\n`);

switch (what) {
  // Commits the outputs in turn, until killed.
  case 'loop':
    say('ready');
    for (let turn = 0; process.pid > 0; turn++) commit(root, new Map(outputs[turn % outputs.length]));
    break;
  case 'once':
    say(JSON.stringify(commit(root, new Map(outputs[0]))));
    break;
  case 'show':
    say(JSON.stringify(listing(root)));
    break;
  // Commits the one output many times, with whatever others commit in between.
  case 'contend':
    for (let turn = 0; turn < 25; turn++) {
      const { findings } = commit(root, new Map(outputs[0]));
      if (findings.length > 0) say(JSON.stringify(findings));
    }
    break;
  // Takes the lock over and over, and says so when somebody else is inside at the same time.
  case 'lock':
    say('ready');
    while (process.pid > 0) withLock(distOf(root), 20_000, () => alone(join(root, '../inside')));
    break;
  case 'hold':
    withLock(distOf(root), 1000, () => {
      say('held');
      for (;;) sleep(1000);
    });
    break;
  default:
    throw new Error(`what is ${what}?`);
}

function alone(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const mine = join(folder, String(process.pid));
  writeFileSync(mine, '');
  sleep(1);
  for (const pid of readdirSync(folder)) {
    // A process that was killed inside left its name.
    if (pid !== String(process.pid) && isAlive(Number(pid))) say(`not alone: ${pid}`);
  }
  rmSync(mine);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
