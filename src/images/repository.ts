import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../diagnostic/diagnostic.js';
import { GitRefusal, git, tryGit } from './git.js';

/** A Git repository, as seen from a project in it. */
export interface Repository {
  /** Folder of the project, absolute: where git runs. */
  readonly folder: string;
  /** From the repository's top to the project: `` or `deploy/`. Paths in commits begin with it. */
  readonly prefix: string;
  /** Commit that is checked out. */
  readonly head: string;
  /** Branch that is checked out; undefined when none is (a detached HEAD). */
  readonly branch: string | undefined;
  /** Commits whose parents this clone does not have; empty unless it is shallow. */
  readonly shallow: ReadonlySet<string>;
}

/** Opens the repository that a folder lies in. @throws GitRefusal where there is none, or nothing was committed yet. */
export function openRepository(folder: string): Repository {
  const inside = tryGit(folder, ['rev-parse', '--show-prefix', '--is-inside-work-tree']);
  if (inside.status !== 0) throw new GitRefusal(noRepository(inside.err));
  const [prefix = '', within] = inside.out.split('\n');
  if (within !== 'true') throw new GitRefusal(noRepository('the folder is inside of .git, or the repository is bare'));
  const head = tryGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head.status !== 0) throw new GitRefusal(nothingCommitted);
  const branch = tryGit(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return {
    folder,
    prefix,
    head: head.out.trimEnd(),
    branch: branch.status === 0 ? branch.out.trimEnd() : undefined,
    shallow: shallowCommits(folder),
  };
}

function shallowCommits(folder: string): ReadonlySet<string> {
  const file = resolve(folder, git(folder, ['rev-parse', '--git-path', 'shallow']));
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
}

/** The commit that a revision names; undefined when it names none. */
export function commitOf({ folder }: Repository, revision: string): string | undefined {
  // What begins with a dash would be an option.
  if (revision.startsWith('-')) return undefined;
  const { status, out } = tryGit(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return status === 0 ? out.trimEnd() : undefined;
}

/** Whether everything of one commit is in the other's history. */
export function isAncestor({ folder }: Repository, older: string, newer: string): boolean {
  return tryGit(folder, ['merge-base', '--is-ancestor', older, newer]).status === 0;
}

/** Text of a file of the project at a commit; undefined when the commit has none. */
export function fileAt({ folder, prefix }: Repository, commit: string, file: string): string | undefined {
  const { status, out } = tryGit(folder, ['cat-file', 'blob', `${commit}:${prefix}${file}`]);
  return status === 0 ? out : undefined;
}

/** Texts of files at commits, asked for at once. Names are `commit:path`, the path from the repository's top. */
export function texts({ folder }: Repository, names: readonly string[]): (string | undefined)[] {
  if (names.length === 0) return [];
  const { bytes } = tryGit(folder, ['cat-file', '--batch', '--buffer'], { input: `${names.join('\n')}\n` });
  let at = 0;
  return names.map(() => {
    const end = bytes.indexOf('\n', at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(bytes.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return undefined;
    const text = bytes.toString('utf8', at, at + Number(size));
    at += Number(size) + 1;
    return text;
  });
}

function noRepository(said: string): Finding {
  const reason = said.split('\n')[0]?.replace(/^fatal: /, '') ?? '';
  return {
    rule: 'git-missing',
    severity: 'error',
    message: `the project is in no Git repository: ${reason}`,
    why: 'What ran before stands in its history and nowhere else.',
    fix: reason.includes('dubious ownership')
      ? 'Clone it as the user who runs this, or add the folder to git config safe.directory.'
      : 'Run the command in a clone.',
  };
}

const nothingCommitted: Finding = {
  rule: 'git-missing',
  severity: 'error',
  message: 'the Git repository has no commit yet',
  why: 'There is no history to read.',
  fix: 'Commit the project first.',
};
