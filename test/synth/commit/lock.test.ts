import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dist, distOf } from '../../../src/synth/commit/dist.js';
import { Refusal } from '../../../src/synth/commit/findings.js';
import { withLock } from '../../../src/synth/commit/lock.js';
import { clean, leftInEco, project } from './project.js';

afterEach(() => {
  jest.restoreAllMocks();
  clean();
});

function unlocked(): Dist {
  const { folder, root } = project();
  mkdirSync(join(folder, '.eco'));
  return distOf(root);
}

/** The name under which this process holds a lock: pid_start_boot_space_id_host. */
function nameOfMine(dist: Dist): string[] {
  return (withLock(dist, 0, () => readdirSync(dist.lock))[0] ?? '').split('_');
}

function deadPid(): string {
  return String(spawnSync(process.execPath, ['-e', '']).pid);
}

function heldBy(dist: Dist, name: readonly string[]): void {
  mkdirSync(dist.lock, { recursive: true });
  writeFileSync(join(dist.lock, name.join('_')), '');
}

/** `held`: by whom the refusal says it is. */
function attempt(dist: Dist): 'taken' | { held: string } {
  try {
    return withLock(dist, 30, () => 'taken');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { held: /by (.*); waited/.exec(error.message)?.[1] ?? '' };
  }
}

test('is given back, also by work that throws', () => {
  const dist = unlocked();
  expect(withLock(dist, 0, () => readdirSync(dist.lock).length)).toBe(1);
  expect(() =>
    withLock(dist, 0, () => {
      throw new Error('ours');
    }),
  ).toThrow('ours');
  expect(leftInEco(join(dist.root, '..'))).toEqual([]);
});

test('the lock of a dead process is taken over', () => {
  const dist = unlocked();
  const [, ...rest] = nameOfMine(dist);
  heldBy(dist, [deadPid(), ...rest]);
  expect(attempt(dist)).toBe('taken');
});

test('so is that of a process whose number went to another', () => {
  const dist = unlocked();
  const [pid = '', , ...rest] = nameOfMine(dist);
  heldBy(dist, [pid, '1', ...rest]);
  expect(attempt(dist)).toBe('taken');
});

test('so is one from before this machine started', () => {
  const dist = unlocked();
  const [pid = '', start = '', , ...rest] = nameOfMine(dist);
  heldBy(dist, [pid, start, 'ffffffff', ...rest]);
  expect(attempt(dist)).toBe('taken');
});

test('so is an empty folder that a killed run left', () => {
  const dist = unlocked();
  mkdirSync(dist.lock);
  expect(attempt(dist)).toBe('taken');
});

test('the lock of a live process is not', () => {
  const dist = unlocked();
  const mine = nameOfMine(dist);
  heldBy(dist, mine);
  expect(attempt(dist)).toEqual({ held: `process ${process.pid}` });
  expect(readdirSync(dist.lock)).toEqual([mine.join('_')]);
});

test('nor one that cannot be judged from here: another machine, another container, no name of ours', () => {
  const dist = unlocked();
  const [, start = '', boot = '', space = '', id = '', host = ''] = nameOfMine(dist);
  const pid = deadPid();
  for (const [name, held] of [
    [[pid, start, 'ffffffff', space, id, 'elsewhere'], `process ${pid} on "elsewhere"`],
    [[pid, start, boot, '1', id, host], `process ${pid} on "${host}"`],
    [['somebody', 'else'], 'an unknown process ("somebody_else")'],
  ] as const) {
    heldBy(dist, name);
    expect(attempt(dist)).toEqual({ held });
    fs.rmSync(dist.lock, { recursive: true });
  }
});

test('a waiter that is late does not take the lock of who was quicker', () => {
  const dist = unlocked();
  const [pid = '', start = '', boot = '', space = '', , host = ''] = nameOfMine(dist);
  heldBy(dist, [deadPid(), start, boot, space, 'dead', host]);
  const quicker = [pid, start, boot, space, 'quicker', host];
  // Between the look at the dead holder and the removal of its name, another waiter does both and is in.
  const real = fs.unlinkSync;
  jest.spyOn(fs, 'unlinkSync').mockImplementationOnce((file) => {
    real(file);
    heldBy(dist, quicker);
    real(file);
  });
  expect(attempt(dist)).toEqual({ held: `process ${pid}` });
  expect(readdirSync(dist.lock)).toEqual([quicker.join('_')]);
});

test('what runs prepared and did not live to use is swept', () => {
  const dist = unlocked();
  const [, ...rest] = nameOfMine(dist);
  mkdirSync(`${dist.lock}-${[deadPid(), ...rest].join('_')}`);
  expect(attempt(dist)).toBe('taken');
  expect(leftInEco(join(dist.root, '..'))).toEqual([]);
});
