import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git, tryGit } from './git.js';
import type { Repository } from './repository.js';

/**
 * Makes a commit on top of another that differs from it in these files alone (text by path from the project's folder,
 * undefined for a file that goes). Branches, the index and the files on disk stay as they are: whoever is killed here
 * leaves an object that nothing names.
 * @throws GitRefusal, for example when Git does not know who commits
 */
export function commitObject(
  repository: Repository,
  parent: string,
  files: ReadonlyMap<string, string | undefined>,
  message: string,
): string {
  const { folder, prefix } = repository;
  const index = join(resolve(folder, git(folder, ['rev-parse', '--git-dir'])), `eco-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    git(folder, ['read-tree', parent], { env });
    const entries = [...files].map(([path, text]) => {
      if (text === undefined) return `0 ${'0'.repeat(parent.length)}\t${prefix}${path}\n`;
      // No filters: what stands in Git is what was made, whatever line ends this machine checks out.
      const blob = git(folder, ['hash-object', '-w', '--no-filters', '--stdin'], { input: text });
      return `100644 ${blob}\t${prefix}${path}\n`;
    });
    git(folder, ['update-index', '--index-info'], { env, input: entries.join('') });
    const tree = git(folder, ['write-tree'], { env });
    const sign = tryGit(folder, ['config', '--type=bool', '--get', 'commit.gpgSign']).out.trim() === 'true';
    return git(folder, ['commit-tree', tree, '-p', parent, ...(sign ? ['-S'] : []), '-F', '-'], { input: message });
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
}

/** Names of the files below a folder of the project at a commit, each with the id of its content. */
export function blobsBelow({ folder, prefix }: Repository, commit: string, below: string): Map<string, string> {
  const top = `${prefix}${below}/`;
  const { out } = tryGit(folder, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', top]);
  const blobs = out.split('\0').flatMap((entry) => {
    const [, , id, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    return id !== undefined && path !== undefined ? [[path.slice(prefix.length), id] as const] : [];
  });
  return new Map(blobs);
}
