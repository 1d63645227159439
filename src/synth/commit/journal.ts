import { readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ancestorsOf, type Dist, stageFolder } from './dist.js';
import { flush, statOf, writeWhole } from './file.js';
import { hasCode } from './findings.js';
import { pathProblem } from './path.js';
import { contentOf } from './tree.js';

/** A leaf to take away, and the content it had when the intent was written. */
export interface Removal {
  readonly path: string;
  readonly from: string;
}

/** A staged file to put in place; `from` is what it replaces, absent for a new file. */
export interface Write {
  readonly path: string;
  /** Its number in the staging folder. */
  readonly staged: number;
  readonly to: string;
  readonly from?: string;
}

/** All that a commit moves, in the order in which it moves it. */
export interface Intent {
  /** Id of the staging folder. */
  readonly stage: string;
  readonly first: readonly Removal[];
  readonly write: readonly Write[];
  readonly last: readonly Removal[];
  readonly emptied: readonly string[];
}

const ABOUT =
  'A run was stopped while it moved these files. Run "eco synth": it completes them. Do not commit this file.';

/** From here on the commit is bound to happen: now, or at the start of the next run. */
export function openIntentFile(dist: Dist, intent: Intent): void {
  const draft = join(stageFolder(dist, intent.stage), 'intent');
  writeWhole(draft, Buffer.from(`${JSON.stringify({ about: ABOUT, version: 1, ...intent }, undefined, 1)}\n`));
  flush([draft], dist.eco);
  renameSync(draft, dist.intent);
  flush([dist.root], dist.eco);
}

/** Not flushed: should a power cut bring the intent back, the next run finds nothing left to do and drops it again. */
export function dropIntentFile(dist: Dist): void {
  unlinkSync(dist.intent);
}

/** `unreadable`: the file is there but is none of ours any more (a merge conflict, another version). */
export function readIntent(dist: Dist): Intent | 'unreadable' | undefined {
  let text: string;
  try {
    text = readFileSync(dist.intent, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  try {
    const read: unknown = JSON.parse(text);
    return isIntent(read) ? read : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/**
 * What is left to do of an intent, or undefined when it cannot be completed: staged files are gone or torn (a clone of a
 * half-written commit), or somebody changed the output since (a checkout). Every file must be as it was before, as it
 * will be, or absent: else completing would mix two outputs.
 */
export function remaining(dist: Dist, intent: Intent): Intent | undefined {
  const at = (path: string) => join(dist.root, path);
  const folder = stageFolder(dist, intent.stage);
  const removals = [...intent.first, ...intent.last];
  const paths = [...intent.write, ...removals].map(({ path }) => path);
  if (![...paths, ...intent.emptied].every(standsInRealFolders(dist.root))) return undefined;
  const standing = new Map(paths.map((path) => [path, contentOf(at(path))]));
  if (!removals.every(({ path, from }) => [undefined, from].includes(standing.get(path)))) return undefined;
  const write: Write[] = [];
  for (const file of intent.write) {
    const now = standing.get(file.path);
    if (now === file.to) continue;
    if (now !== undefined && now !== file.from) return undefined;
    if (contentOf(join(folder, String(file.staged))) !== file.to) return undefined;
    write.push(file);
  }
  const stands = ({ path }: Removal) => standing.get(path) !== undefined;
  return { ...intent, first: intent.first.filter(stands), write, last: intent.last.filter(stands) };
}

/** A link in the place of a folder would lead the commit out of the output. */
function standsInRealFolders(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const real = (folder: string): boolean => {
    let answer = known.get(folder);
    if (answer === undefined) {
      answer = !statOf(join(root, folder))?.isSymbolicLink();
      known.set(folder, answer);
    }
    return answer;
  };
  return (path) => ancestorsOf(path).every(real);
}

function isIntent(read: unknown): read is Intent {
  if (!isRecord(read) || read.version !== 1 || typeof read.stage !== 'string') return false;
  const { first, write, last, emptied } = read;
  return (
    /^[\w-]+$/.test(read.stage) &&
    listOf(first, isRemoval) &&
    listOf(write, isWrite) &&
    listOf(last, isRemoval) &&
    listOf(emptied, isPath)
  );
}

function isRemoval(read: unknown): boolean {
  return isRecord(read) && isPath(read.path) && typeof read.from === 'string';
}

function isWrite(read: unknown): boolean {
  if (!isRecord(read) || !isPath(read.path) || typeof read.to !== 'string') return false;
  return Number.isSafeInteger(read.staged) && (read.from === undefined || typeof read.from === 'string');
}

function isPath(read: unknown): boolean {
  return typeof read === 'string' && pathProblem(read) === undefined;
}

function isRecord(read: unknown): read is Record<string, unknown> {
  return typeof read === 'object' && read !== null && !Array.isArray(read);
}

function listOf(read: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(read) && read.every(is);
}
