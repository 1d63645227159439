import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { GitRefusal, git, tryGit } from '../../images/git.js';
import { DRIVER, hookTexts, MADE } from './texts.js';

/** The clone that a project is in. */
export interface Clone {
  /** Its top folder. Git is run there: a hook's environment names files from there. */
  readonly top: string;
  /** The project's folder from the top, with `/`; empty for the top itself. */
  readonly folder: string;
  /** Where its hooks lie. */
  readonly hooks: string;
}

/** @throws GitRefusal when there is no Git, or the folder is in no repository. */
export function cloneOf(root: string): Clone {
  const { status, out } = tryGit(root, ['rev-parse', '--show-toplevel']);
  if (status !== 0) throw new GitRefusal(noRepository);
  const top = out.trimEnd();
  const hooks = git(root, ['rev-parse', '--git-path', 'hooks']);
  return {
    top,
    folder: relative(realpathSync(top), realpathSync(root)).split(sep).join('/'),
    hooks: resolve(root, hooks),
  };
}

const noRepository: Finding = {
  rule: 'git',
  severity: 'error',
  message: 'the project is in no Git repository',
  why: 'There is no commit that dist/ could be right or wrong in.',
  fix: 'git init',
};

/** How a hook of the clone stands: `ours` and current, `old`, of somebody `else`, or `absent`. */
export type HookState = 'ours' | 'old' | 'else' | 'absent';

export function hookStates({ hooks, folder }: Clone): ReadonlyMap<string, HookState> {
  const states = [...hookTexts(folder)].map(([name, text]): [string, HookState] => {
    const file = join(hooks, name);
    if (!existsSync(file)) return [name, 'absent'];
    const there = readFileSync(file, 'utf8');
    return [name, there === text ? 'ours' : there.includes(MADE) ? 'old' : 'else'];
  });
  return new Map(states);
}

/** Whether this clone knows the merge driver. */
export function hasDriver({ top }: Clone): boolean {
  return tryGit(top, ['config', '--get', `merge.${DRIVER}.driver`]).status === 0;
}

/** Paths in conflict below the project, from its folder. */
export function unmerged({ top, folder }: Clone): readonly string[] {
  const out = git(top, ['diff', '--name-only', '--diff-filter=U', '-z', '--', folder || '.']);
  const from = folder === '' ? 0 : folder.length + 1;
  return out
    .split('\0')
    .filter(Boolean)
    .map((path) => path.slice(from));
}
