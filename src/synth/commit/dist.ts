import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The intent: the list of what a commit is about to move. It lies inside the output folder, so that `git status` shows
 * it and a half-written output that somebody commits is refused by CI, which has the committed tree and nothing else.
 */
export const INTENT_FILE = '.intent.json';

/** The places of one output folder. Working data lie in `.eco/` beside it: same file system, never in Git. */
export interface Dist {
  readonly root: string;
  /** As messages name it: `dist`. */
  readonly name: string;
  readonly eco: string;
  readonly intent: string;
  readonly lock: string;
  /** What the names of this output's staging folders in `.eco/` start with. */
  readonly stagePrefix: string;
}

/** Two outputs of one project (`dist`, `scratch`) share `.eco/` and nothing in it. */
export function distOf(root: string): Dist {
  const absolute = resolve(root);
  const name = basename(absolute);
  const eco = join(dirname(absolute), '.eco');
  return {
    root: absolute,
    name,
    eco,
    intent: join(absolute, INTENT_FILE),
    lock: join(eco, `${name}.lock`),
    stagePrefix: `${name}.stage-`,
  };
}

export function stageFolder(dist: Dist, id: string): string {
  return join(dist.eco, dist.stagePrefix + id);
}

/** `.eco/` ignores itself: a project that forgot the line in its .gitignore commits no working data. */
export function makeWorkingFolder(dist: Dist): void {
  // Not the project's folder: a mistyped path must not be made.
  statSync(dirname(dist.eco));
  mkdirSync(dist.eco, { recursive: true });
  const ignore = join(dist.eco, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** `prod` of `prod/waste-api`; the empty string at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Folders above a path, nearest first, without the root. */
export function ancestorsOf(path: string): string[] {
  const found: string[] = [];
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) found.push(folder);
  return found;
}

/** Order of code units: the same on every machine and in every locale. */
export function inOrder(paths: Iterable<string>): string[] {
  return [...paths].sort();
}

/** How a file system that ignores case (macOS, Windows) sees a path. */
export function foldCase(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
