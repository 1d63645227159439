import { createHash } from 'node:crypto';
import type { Difference } from '../../synth/commit/plan.js';
import type { Prepared } from './change.js';

/**
 * The files of `dist/` that the change alone changes, compared with what a commit has there (`standing`: Git's name of
 * each file's content). Where that output is stale for another reason, an image is no occasion to deploy what somebody
 * else has left lying. An environment that has no output yet gets all of it.
 */
export function delta(
  dist: string,
  prepared: Prepared,
  standing: ReadonlyMap<string, string>,
  commit: string,
): Difference {
  const { files } = prepared;
  const before = prepared.filesBefore();
  const touched = (path: string) => standing.size === 0 || before.get(path) !== files.get(path);
  const idOf = blobId(commit.length === 40 ? 'sha1' : 'sha256');
  const paths = [...files.keys()].filter(touched).sort();
  return {
    added: paths.filter((path) => !standing.has(`${dist}/${path}`)),
    changed: paths.filter((path) => {
      const id = standing.get(`${dist}/${path}`);
      return id !== undefined && id !== idOf(files.get(path) ?? '');
    }),
    removed: [...before.keys()].filter((path) => !files.has(path) && standing.has(`${dist}/${path}`)).sort(),
  };
}

/** The files of a difference as a commit takes them: text by path from the project's root, undefined for what goes. */
export function asFiles(dist: string, { files }: Prepared, difference: Difference): Map<string, string | undefined> {
  const { added, changed, removed } = difference;
  return new Map([
    ...[...added, ...changed].map((path) => [`${dist}/${path}`, files.get(path)] as const),
    ...removed.map((path) => [`${dist}/${path}`, undefined] as const),
  ]);
}

/** How Git names content. */
export function blobId(algorithm: 'sha1' | 'sha256'): (text: string) => string {
  return (text) => {
    const bytes = Buffer.from(text);
    return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  };
}
