import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { GitRefusal, tryGit } from '../../images/git.js';

/** What Git knows of a folder, where there is a Git and the folder is in a repository. */
export interface Origin {
  /** `https://github.com/acme/shop.git` */
  readonly repo: string | undefined;
  readonly branch: string;
}

/** Where the repository is pushed to that the folder is in, or will be, as who only reads it addresses it. */
export function originOf(wanted: string): Origin {
  const folder = existing(wanted);
  const branch = asked(folder, ['symbolic-ref', '--short', 'HEAD']) ?? '';
  return {
    repo: readable(asked(folder, ['remote', 'get-url', 'origin']) ?? ''),
    branch: /^[\w./-]+$/.test(branch) ? branch : 'main',
  };
}

/** The folder, or the nearest above it that is there. */
function existing(folder: string): string {
  const there = folder === dirname(folder) || (existsSync(folder) && statSync(folder).isDirectory());
  return there ? folder : existing(dirname(folder));
}

/** Whether the folder is in a repository of Git. */
export function inRepository(folder: string): boolean {
  return asked(folder, ['rev-parse', '--is-inside-work-tree']) === 'true';
}

/** The folder's path from the top of its repository; empty for the top itself. */
export function belowTop(folder: string): string {
  return (asked(folder, ['rev-parse', '--show-prefix']) ?? '').replace(/\/$/, '');
}

function asked(folder: string, args: readonly string[]): string | undefined {
  try {
    const { status, out } = tryGit(folder, args);
    return status === 0 ? out.trim() : undefined;
  } catch (error) {
    // A fleet can begin without Git.
    if (error instanceof GitRefusal) return undefined;
    throw error;
  }
}

/** `git@github.com:acme/shop.git` as a URL. Whoever is named before the `@` stays out of the fleet, and so do passwords. */
function readable(remote: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+)[:/](?!\/)([\w./~+-]+)$/.exec(remote);
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`;
  const web = /^(https?):\/\/(?:[^@/]*@)?([\w.:-]+\/[\w./~+-]+)$/.exec(remote);
  return web ? `${web[1]}://${web[2]}` : undefined;
}
