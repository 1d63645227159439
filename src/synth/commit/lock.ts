import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { Dist } from './dist.js';
import { removeEmptyFolder } from './file.js';
import { hasCode, lockedFinding, Refusal } from './findings.js';

/**
 * Keeps two runs apart, and survives `kill -9`: the next run sees that the holder is dead.
 *
 * The lock is a folder with one file, whose name says who holds it. Whoever wants it prepares such a folder under
 * another name and renames it into place. The system does that in one step, and only when nothing, or an empty folder,
 * is there. A dead holder's lock is emptied by removing its file *by name*: a waiter that is late and still believes in
 * the dead holder removes nothing of the new one. So of any number of waiters one wins, without a further lock.
 */
export function withLock<T>(dist: Dist, wait: number, work: () => T): T {
  const me = thisProcess();
  const mine = `${dist.lock}-${nameOf(me)}`;
  mkdirSync(mine);
  try {
    writeFileSync(join(mine, nameOf(me)), '');
    acquire(dist, mine, me, wait);
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    throw error;
  }
  try {
    sweepDrafts(dist, me);
    return work();
  } finally {
    release(dist, me);
  }
}

function acquire(dist: Dist, mine: string, me: Holder, wait: number): void {
  // `performance` would be loaded for this alone, and takes longer than the lock.
  const start = process.uptime();
  while (!rename(mine, dist.lock)) {
    const names = namesIn(dist.lock);
    const dead = names.filter((name) => isDead(name, me));
    for (const name of dead) remove(join(dist.lock, name));
    if (dead.length > 0) continue;
    const waited = (process.uptime() - start) * 1000;
    if (waited >= wait) throw new Refusal([lockedFinding(dist, describe(names[0] ?? '', me), waited, dist.lock)]);
    sleep(Math.min(20, wait - waited));
  }
}

function release(dist: Dist, me: Holder): void {
  try {
    unlinkSync(join(dist.lock, nameOf(me)));
    removeEmptyFolder(dist.lock);
  } catch {
    // What was done is done and must be reported. The lock is that of a dead process in a moment.
  }
}

/** False when somebody holds it. */
function rename(from: string, to: string): boolean {
  // An empty folder that a killed run left: POSIX renames over it, Windows does not.
  removeEmptyFolder(to);
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST') || (process.platform === 'win32' && hasCode(error, 'EPERM')))
      return false;
    throw error;
  }
}

/** Folders that runs prepared and did not live to use. */
function sweepDrafts(dist: Dist, me: Holder): void {
  const prefix = `${basename(dist.lock)}-`;
  for (const name of readdirSync(dist.eco)) {
    if (name.startsWith(prefix) && isDead(name.slice(prefix.length), me)) {
      rmSync(join(dist.eco, name), { recursive: true, force: true });
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** A process, told from every other one: also from a later one of the same number, and from one in another container. */
interface Holder {
  readonly pid: string;
  /** Ticks between boot and its start; `0` where the system does not say. */
  readonly start: string;
  readonly boot: string;
  /** The namespace in which its number counts. */
  readonly space: string;
  readonly host: string;
  readonly id: string;
}

function thisProcess(): Holder {
  return {
    pid: String(process.pid),
    start: processState(process.pid)?.start ?? '0',
    boot: (read('/proc/sys/kernel/random/boot_id') ?? '0').slice(0, 8),
    space: pidSpace(),
    host: hostname()
      .replace(/[^\w.-]/g, '-')
      .slice(0, 64),
    id: randomUUID().slice(0, 8),
  };
}

function nameOf({ pid, start, boot, space, host, id }: Holder): string {
  return [pid, start, boot, space, id, host].join('_');
}

function parse(name: string): Holder | undefined {
  const [, pid, start, boot, space, id, host] = /^(\d+)_(\d+)_(\w+?)_(\d+)_(\w+?)_(.*)$/.exec(name) ?? [];
  if (!pid || !start || !boot || !space || !id || host === undefined) return undefined;
  return { pid, start, boot, space, id, host };
}

/** Only what is known to be dead: a process on another machine or in another container cannot be seen from here. */
function isDead(name: string, me: Holder): boolean {
  const holder = parse(name);
  if (holder === undefined) return false;
  if (holder.boot !== me.boot) return holder.host === me.host;
  if (holder.space !== me.space || (me.boot === '0' && holder.host !== me.host)) return false;
  const pid = Number(holder.pid);
  if (!exists(pid)) return true;
  const state = processState(pid);
  // The number went to another process, or it has ended and its parent did not look yet.
  return state !== undefined && (state.start !== holder.start || 'ZX'.includes(state.letter));
}

function describe(name: string, me: Holder): string {
  const holder = parse(name);
  if (holder === undefined) return `an unknown process ("${name}")`;
  const elsewhere = holder.space === me.space && holder.boot === me.boot ? '' : ` on "${holder.host}"`;
  return `process ${holder.pid}${elsewhere}`;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** State letter and start of a process, from the fields after its name (which may hold anything, also brackets). */
function processState(pid: number): { letter: string; start: string } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] && fields[19] ? { letter: fields[0], start: fields[19] } : undefined;
}

function pidSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
