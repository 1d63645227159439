import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { commit, openIntent, recover } from '../../../src/synth/commit/commit.js';
import { bundleChild, clean, leftInEco, listing, outputs, project, put, sorted } from './project.js';

/* Real processes, really killed: nothing in them can clean up. */

jest.setTimeout(60_000);

const children: ChildProcess[] = [];
let bundle = '';

beforeAll(() => {
  bundle = bundleChild();
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  clean();
});

function start(...args: string[]): ChildProcess & { said: string } {
  const child = Object.assign(spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'inherit'] }), {
    said: '',
  });
  child.stdout?.on('data', (data) => {
    child.said += data;
  });
  children.push(child);
  return child;
}

async function killAfter(milliseconds: number, child: ChildProcess, moment = (): boolean => true): Promise<void> {
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const deadline = performance.now() + 200;
  while (!moment() && performance.now() < deadline);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Writes outputs where a child reads them. */
function given(folder: string, ...files: ReadonlyMap<string, string>[]): string {
  put(folder, { 'outputs.json': JSON.stringify(files.map((it) => [...it])) });
  return join(folder, 'outputs.json');
}

const { a, b } = outputs(10);
const whole = [sorted(a), sorted(b)];

test('64 runs killed at random moments: old, new, or an intent that the next run completes', async () => {
  const seen = { whole: 0, open: 0 };
  const series = async (): Promise<void> => {
    const { folder, root } = project(true);
    commit(root, a);
    const input = given(folder, b, a);
    for (let kill = 0; kill < 16; kill++) {
      // A commit spends most of its time before it moves: every other kill waits for an intent.
      const moment = (): boolean => kill % 2 === 0 || openIntent(root) !== undefined;
      await killAfter(Math.random() * 40, start('loop', root, input), moment);
      if (openIntent(root) === undefined) {
        seen.whole++;
        expect(whole).toContainEqual(listing(root));
      } else {
        seen.open++;
        // Now and then the next child completes it, and may be killed in the middle of that.
        if (kill % 4 > 1) continue;
        expect(recover(root)).toEqual({ state: 'completed', findings: [] });
        expect(whole).toContainEqual(listing(root));
      }
    }
    expect(commit(root, b).findings).toEqual([]);
    expect(listing(root)).toEqual(sorted(b));
    expect(leftInEco(folder)).toEqual([]);
  };
  await Promise.all([series(), series(), series(), series()]);

  expect(seen.whole + seen.open).toBe(64);
  expect(seen.open).toBeGreaterThan(4);
});

test('runs at the same time: the result is that of one of them, and each ends well', async () => {
  const { folder, root } = project();
  put(folder, { 'b/x': '' });
  const [first, second] = [given(folder, a), given(join(folder, 'b'), b)];
  const runs = [start('contend', root, first), start('contend', root, second), start('contend', root, first)];
  const codes = await Promise.all(runs.map((run) => once(run, 'exit')));
  expect(codes).toEqual(runs.map(() => [0, null]));
  expect(runs.map(({ said }) => said)).toEqual(['', '', '']);
  expect(whole).toContainEqual(listing(root));
  expect(leftInEco(folder)).toEqual([]);
});

test('the lock lets one process in, also while holders are killed', async () => {
  const { folder, root } = project();
  commit(root, a);
  const waiters = [1, 2, 3].map(() => start('lock', root));
  await Promise.all(waiters.map((child) => once(child.stdout as NodeJS.ReadableStream, 'data')));
  for (let kill = 0; kill < 12; kill++) await killAfter(Math.random() * 30, start('lock', root));
  const ended = waiters.map((child) => child.exitCode ?? once(child, 'exit'));
  for (const child of waiters) child.kill('SIGKILL');
  expect(await Promise.all(ended)).toEqual(waiters.map(() => [null, 'SIGKILL']));
  expect(waiters.map(({ said }) => said)).toEqual(waiters.map(() => 'ready\n'));
  expect(commit(root, b).findings).toEqual([]);
  expect(leftInEco(folder)).toEqual([]);
});

test('a live holder is waited for, and named', async () => {
  const { root } = project();
  commit(root, a);
  const holder = start('hold', root);
  await once(holder.stdout as NodeJS.ReadableStream, 'data');
  const before = performance.now();
  const { findings } = commit(root, b, { wait: 150 });
  expect(performance.now() - before).toBeGreaterThan(149);
  const message = expect.stringContaining(`is being written by process ${holder.pid}; waited`);
  expect(findings).toMatchObject([{ rule: 'output-locked', message }]);
  expect(listing(root)).toEqual(sorted(a));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(commit(root, b, { wait: 0 }).findings).toEqual([]);
});
