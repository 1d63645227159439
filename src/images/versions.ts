import { git, tryGit } from './git.js';
import { type Repository, texts } from './repository.js';

/** A commit that changed a file, and the file's text from then on; undefined where the commit removed it. */
export interface Version {
  readonly commit: string;
  /** When it was committed: ISO 8601 with its time zone. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly text: string | undefined;
}

export interface Versions {
  /** Newest first. */
  readonly versions: readonly Version[];
  /** False when the clone is shallow and its boundary was reached: what is older is not here. */
  readonly complete: boolean;
}

const separator = '\x1f';
const format = ['%H', '%cI', '%an', '%s'].join('%x1f');

/**
 * The versions of a file on the way back along first parents: what the branch had, one after the other. A merge is one
 * version. Where the file was moved, its history goes on under the old path.
 */
export function versionsOf(repository: Repository, file: string, from = 'HEAD'): Versions {
  return follow(repository, file, from, false);
}

/** Every version in the history of a commit, those of branches that were merged too; newest first, in no line. */
export function allVersionsOf(repository: Repository, file: string, from = 'HEAD'): Versions {
  return follow(repository, file, from, true);
}

function follow(repository: Repository, file: string, from: string, all: boolean): Versions {
  const versions: Version[] = [];
  let path = repository.prefix + file;
  for (let tip: string | undefined = from; tip !== undefined; ) {
    const found = walk(repository, path, tip, all);
    versions.push(...found);
    const oldest = found.at(-1)?.commit;
    if (oldest === undefined) break;
    if (found.some(({ commit }) => repository.shallow.has(commit))) return { versions, complete: false };
    const moved = movedFrom(repository, oldest, path);
    tip = moved === undefined ? undefined : `${oldest}^`;
    path = moved ?? path;
  }
  return { versions, complete: true };
}

function walk(repository: Repository, path: string, tip: string, all: boolean): Version[] {
  const parents = all ? '--full-history' : '--first-parent';
  const options = [parents, '--no-show-signature', '--no-color', `--format=${format}`];
  const lines = git(repository.folder, ['log', ...options, tip, '--', `:(top,literal)${path}`]).split('\n');
  const commits = lines.filter(Boolean).map((line) => line.split(separator));
  const found = texts(
    repository,
    commits.map(([commit]) => `${commit}:${path}`),
  );
  return commits.map(([commit = '', date = '', author = '', ...subject], i) => {
    return { commit, date, author, subject: subject.join(separator), text: found[i] };
  });
}

/** Where a file was before this commit, if it is the commit that moved it. */
function movedFrom({ folder }: Repository, commit: string, path: string): string | undefined {
  const options = ['-r', '-z', '-M', '--diff-filter=R', '--name-status'];
  // The very first commit has no parent to compare with.
  const { out } = tryGit(folder, ['diff-tree', ...options, `${commit}^`, commit]);
  const words = out.split('\0');
  for (let i = 0; i + 2 < words.length; i += 3) if (words[i + 2] === path) return words[i + 1];
  return undefined;
}
