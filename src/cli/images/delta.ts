import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { blobsBelow } from '../../images/commit-object.js';
import type { Repository } from '../../images/repository.js';
import type { Difference } from '../../synth/commit-plan.js';
import type { Project } from '../project.js';
import type { Prepared } from './change.js';

/**
 * The files of `dist/` that the change alone changes, compared with a commit. Where that commit's output is stale for
 * another reason, an image is no occasion to deploy what somebody else has left lying. An environment that has no
 * output yet gets all of it.
 */
export function delta(project: Project, repository: Repository, commit: string, prepared: Prepared): Difference {
  const dist = relative(project.root, project.dist);
  const standing = blobsBelow(repository, commit, `${dist}/${prepared.change.environment}`);
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
export function asFiles(
  project: Project,
  { files }: Prepared,
  difference: Difference,
): Map<string, string | undefined> {
  const dist = relative(project.root, project.dist);
  const { added, changed, removed } = difference;
  return new Map([
    ...[...added, ...changed].map((path) => [`${dist}/${path}`, files.get(path)] as const),
    ...removed.map((path) => [`${dist}/${path}`, undefined] as const),
  ]);
}

/** How Git names content. */
function blobId(algorithm: string): (text: string) => string {
  return (text) => {
    const bytes = Buffer.from(text);
    return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  };
}
