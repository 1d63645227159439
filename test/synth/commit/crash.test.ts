import fs from 'node:fs';
import { join } from 'node:path';
import { commit, openIntent, recover } from '../../../src/synth/commit/commit.js';
import { clean, leftInEco, listing, outputs, project, put, sorted } from './project.js';

/*
 * Every moment at which a run can be killed or the system can refuse, one after another: the committer runs in this
 * process with a file system that stops at the n-th call that writes. commit-kill.test.ts does it to real processes.
 */
jest.setTimeout(60_000);

const WRITING = [
  'chmodSync',
  'fchmodSync',
  'fsyncSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'writeFileSync',
  'writeSync',
] as const;

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

/** Runs with every writing call announced to `before`, which may throw. Returns what was thrown, or the result. */
function watched<T>(before: (call: string, nth: number) => void, run: () => T): T | 'killed' {
  let count = 0;
  for (const name of WRITING) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (name !== 'openSync' || args[1] === 'wx') before(name, count++);
      return real(...args);
    }) as never);
  }
  try {
    return run();
  } catch (error) {
    if (error !== KILLED) throw error;
    return 'killed';
  } finally {
    jest.restoreAllMocks();
  }
}

const KILLED = new Error('killed');

/** Stops at the n-th writing call, and at each one after it: clean-up code of a dead process does nothing. */
function killedAt<T>(nth: number, folder: string, run: () => T): T | 'killed' {
  const result = watched((_call, at) => {
    if (at >= nth) throw KILLED;
  }, run);
  dropLocks(folder);
  return result;
}

/** This process lives on, so its lock looks held: see lock.test.ts for the lock of a dead one. */
function dropLocks(folder: string): void {
  for (const name of leftInEco(folder)) {
    if (name.startsWith('dist.lock')) fs.rmSync(join(folder, '.eco', name), { recursive: true });
  }
}

const { a, b } = outputs(1);
const [old, fresh] = [sorted(a), sorted(b)];

function committed() {
  const made = project(true);
  commit(made.root, a);
  return made;
}

function callsOf(run: () => unknown): number {
  let calls = 0;
  watched(() => calls++, run);
  return calls;
}

test('killed at any moment: old, new, or an intent that the next run completes', () => {
  const seen = { old: 0, new: 0, open: 0 };
  const calls = callsOf(() => commit(committed().root, b)) - callsOf(() => committed());
  for (let nth = 0; nth < calls; nth++) {
    const { folder, root } = committed();
    killedAt(nth, folder, () => commit(root, b));
    const open = openIntent(root) !== undefined;
    const now = JSON.stringify(listing(root));
    if (open) seen.open++;
    else if (now === JSON.stringify(old)) seen.old++;
    else {
      expect(listing(root)).toEqual(fresh);
      seen.new++;
    }
    expect(recover(root)).toEqual({ state: open ? 'completed' : 'none', findings: [] });
    if (open) expect(listing(root)).toEqual(fresh);
    expect(commit(root, b)).toMatchObject({ completed: false, findings: [] });
    expect(listing(root)).toEqual(fresh);
    expect(leftInEco(folder)).toEqual([]);
  }
  expect(Math.min(seen.old, seen.new, seen.open)).toBeGreaterThan(0);
  expect(seen.open).toBeGreaterThan(10);
});

test('killed again while it completes', () => {
  const calls = callsOf(() => commit(committed().root, b)) - callsOf(() => committed());
  let twice = 0;
  for (let first = 0; first < calls; first++) {
    for (let second = first % 2; second < calls; second += 2) {
      const { folder, root } = committed();
      killedAt(first, folder, () => commit(root, b));
      if (openIntent(root) === undefined) break;
      if (killedAt(second, folder, () => recover(root)) !== 'killed') break;
      twice++;
      if (openIntent(root) === undefined) expect(listing(root)).toEqual(fresh);
      expect(recover(root).findings).toEqual([]);
      expect(listing(root)).toEqual(fresh);
    }
  }
  expect(twice).toBeGreaterThan(50);
});

test('killed while the first output of all is written', () => {
  const calls = callsOf(() => commit(project(true).root, b));
  for (let nth = 0; nth < calls; nth++) {
    const { folder, root } = project(true);
    killedAt(nth, folder, () => commit(root, b));
    const whole =
      !fs.existsSync(root) || [{}, fresh].some((it) => JSON.stringify(it) === JSON.stringify(listing(root)));
    expect(whole || openIntent(root) !== undefined).toBe(true);
    expect(commit(root, b).findings).toEqual([]);
    expect(listing(root)).toEqual(fresh);
  }
});

test('refused at any moment: a finding and the old output, or the new one', () => {
  const calls = callsOf(() => commit(committed().root, b)) - callsOf(() => committed());
  const refused: string[] = [];
  for (let nth = 0; nth < calls; nth++) {
    const { folder, root } = committed();
    const inodes = Object.keys(old).map((path) => fs.lstatSync(join(root, path)).ino);
    const result = watched(
      (call, at) => {
        if (at === nth) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: call, errno: -28 });
      },
      () => commit(root, b),
    );
    if (result === 'killed') throw new Error('not killed here');
    if (result.findings.length === 0) {
      expect(listing(root)).toEqual(fresh);
    } else if (result.findings[0]?.rule === 'disk-full') {
      refused.push(result.findings[0].rule);
      expect(openIntent(root)).toBeUndefined();
      expect(listing(root)).toEqual(old);
      expect(Object.keys(old).map((path) => fs.lstatSync(join(root, path)).ino)).toEqual(inodes);
    } else {
      // Only the very last step, dropping the intent, cannot be taken back.
      expect(result.findings).toMatchObject([{ rule: 'output-half-written' }]);
      refused.push('output-half-written');
    }
    dropLocks(folder);
    expect(commit(root, b).findings).toEqual([]);
    expect(listing(root)).toEqual(fresh);
  }
  expect(refused.filter((rule) => rule === 'output-half-written')).toHaveLength(1);
  expect(refused.length).toBeGreaterThan(30);
});

test('refused, and taking back is refused too: half written, and the next run completes it', () => {
  const { folder, root } = committed();
  let moves = 0;
  const result = watched(
    (call) => {
      if (call === 'renameSync') moves++;
      // The lock, the intent and three files were moved.
      if (moves > 5) throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: call, errno: -5 });
    },
    () => commit(root, b),
  );
  expect(result).toMatchObject({ added: [], findings: [{ rule: 'output-half-written' }] });
  expect(openIntent(root)).toBeDefined();
  dropLocks(folder);
  expect(commit(root, a)).toMatchObject({ completed: true, findings: [] });
  expect(listing(root)).toEqual(old);
});

test('an unchanged output is written to at no moment, and nothing is flushed', () => {
  const { root } = committed();
  const calls: string[] = [];
  watched(
    (call) => calls.push(call),
    () => commit(root, a),
  );
  // The lock: taken and given back.
  expect(calls.sort()).toEqual([
    'mkdirSync',
    'mkdirSync',
    'renameSync',
    'rmdirSync',
    'rmdirSync',
    'unlinkSync',
    'writeFileSync',
  ]);
});

test('a checkout over a half-written output is not mixed with what was begun', () => {
  const { folder, root } = committed();
  for (let nth = 0; openIntent(root) === undefined; nth++) killedAt(nth, folder, () => commit(root, b));
  put(root, { 'prod/both-0/deployment.yaml': 'of another branch\n' });
  const before = listing(root);
  expect(recover(root).state).toBe('orphan');
  expect(listing(root)).toEqual(before);
  expect(commit(root, a).findings).toEqual([]);
  expect(listing(root)).toEqual(old);
});
