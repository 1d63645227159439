import { chmodSync, linkSync, lstatSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Dist, parentOf, stageFolder } from './dist.js';
import { flush, removeEmptyFolder, statOf } from './file.js';
import { hasCode } from './findings.js';
import type { Intent, Removal, Write } from './journal.js';

/** What was done so far, and how to take each step back. */
export interface Log {
  readonly undo: (() => void)[];
  /** Folders with an entry more, less or replaced. */
  readonly touched: Set<string>;
  /** Whether to prepare for taking back: not while an earlier run's intent is completed. */
  readonly reversible: boolean;
}

export function newLog(reversible: boolean): Log {
  return { undo: [], touched: new Set(), reversible };
}

/**
 * Moves everything. New files come first, then replacements, then removals: at no moment is a file absent that is in
 * both the old output and the new (what is in the way of an output excepted). The first two may need space for names,
 * and they are the easiest to take back.
 */
export function apply(dist: Dist, intent: Intent, log: Log): void {
  const stage = stageFolder(dist, intent.stage);
  const folders = new Set(['']);
  takeAway(dist, stage, intent.first, 'first', log);
  if (intent.first.length > 0 || intent.write.length > 0) dropEmptied(dist, intent.emptied, log);
  for (const file of intent.write) put(dist, stage, file, folders, log);
  takeAway(dist, stage, intent.last, 'last', log);
  dropEmptied(dist, intent.emptied, log);
  flushTouched(dist, log);
}

/** Takes back every step, the last one first. False when a step cannot be taken back: the intent then stays open. */
export function rollBack(dist: Dist, log: Log): boolean {
  try {
    for (const undo of log.undo.reverse()) undo();
    flushTouched(dist, log);
    return true;
  } catch {
    // The error that made us turn back is what the caller reports.
    return false;
  }
}

/** Moves leaves into the stage: that can be taken back, and needs no more than removing them would. */
function takeAway(dist: Dist, stage: string, removals: readonly Removal[], name: string, log: Log): void {
  removals.forEach(({ path }, index) => {
    const [from, to] = [join(dist.root, path), join(stage, `${name}-${index}`)];
    renameSync(from, to);
    log.touched.add(parentOf(path));
    log.undo.push(() => renameSync(to, from));
  });
}

function put(dist: Dist, stage: string, file: Write, folders: Set<string>, log: Log): void {
  const staged = join(stage, String(file.staged));
  const target = join(dist.root, file.path);
  makeFolder(dist, parentOf(file.path), folders, log);
  const backup = `${staged}-old`;
  if (file.from !== undefined && log.reversible) backUp(target, backup);
  renameSync(staged, target);
  log.touched.add(parentOf(file.path));
  log.undo.push(() => (file.from === undefined ? renameSync(target, staged) : renameSync(backup, target)));
}

/** A second name for what is about to be replaced. */
function backUp(target: string, backup: string): void {
  try {
    linkSync(target, backup);
  } catch {
    // No hard links here: the step cannot be taken back, and going on is better than refusing for that.
  }
}

/** Makes a folder and those above it, mode 0755 whatever the umask. Never passes through a link. */
function makeFolder(dist: Dist, folder: string, known: Set<string>, log: Log): void {
  if (known.has(folder)) return;
  makeFolder(dist, parentOf(folder), known, log);
  const path = join(dist.root, folder);
  try {
    mkdirSync(path);
    log.undo.push(() => rmdirSync(path));
    chmodSync(path, 0o755);
    log.touched.add(parentOf(folder));
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !lstatSync(path).isDirectory()) throw error;
  }
  known.add(folder);
}

/** Children come before parents. A folder that is not empty (somebody's file of a moment ago) stays. */
export function dropEmptied(dist: Dist, emptied: readonly string[], log: Log): void {
  for (const folder of emptied) {
    const path = join(dist.root, folder);
    const mode = statOf(path)?.mode;
    if (mode === undefined || !removeEmptyFolder(path)) continue;
    log.touched.add(parentOf(folder));
    log.undo.push(() => {
      mkdirSync(path);
      chmodSync(path, mode & 0o7777);
    });
  }
}

function flushTouched(dist: Dist, log: Log): void {
  const standing = [...log.touched]
    .map((folder) => join(dist.root, folder))
    .filter((path) => statOf(path)?.isDirectory());
  flush(standing, dist.root);
}
