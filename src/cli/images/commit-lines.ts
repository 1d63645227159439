import { dirname, relative } from 'node:path';
import { blobsBelow } from '../../images/commit-object.js';
import { GitRefusal, tryGit } from '../../images/git.js';
import { fileAt, openRepository, type Repository } from '../../images/repository.js';
import { listed } from '../../values/listed.js';
import type { Project } from '../project.js';
import type { Prepared } from './change.js';
import { blobId } from './delta.js';

/** How to commit a change of images that was written here: it alone, where the folder holds others that are not committed. */
export function commitLines(project: Project, prepared: Prepared): string[] {
  const { change, imagesFile } = prepared;
  const dist = relative(project.root, project.dist);
  const folder = `${dist}/${change.environment}`;
  const subject = JSON.stringify(change.message.split('\n')[0] ?? '');
  const line = (...paths: readonly string[]) => `Commit it: git commit -m ${subject} -- ${paths.join(' ')}`;
  const repository = repositoryOf(project);
  const sources = repository ? changedSources(repository, [dist, dirname(imagesFile)]) : [];
  if (!repository || sources.length === 0) return [line(imagesFile, folder)];
  const { own, others } = parts(repository, prepared, dist, folder);
  if (others.length === 0) return [line(imagesFile, folder)];
  const changed = listed(sources);
  const [shared] = [imagesFile, ...own].filter((path) => others.includes(path));
  if (shared !== undefined)
    return [
      `Not to be committed by itself: ${shared} holds another change that is not committed yet; changed is ${changed}`,
    ];
  return [
    line(imagesFile, ...own),
    `Not in it: what else has changed in ${folder} and is not committed yet, with its source: ${changed}`,
  ];
}

/** Undefined where there is none, or nothing in it. */
function repositoryOf(project: Project): Repository | undefined {
  try {
    return openRepository(project.root);
  } catch (error) {
    if (error instanceof GitRefusal) return undefined;
    throw error;
  }
}

/** Files of the project that differ from the last commit, besides those that this command writes. */
function changedSources({ folder }: Repository, output: readonly string[]): readonly string[] {
  const rest = ['.', ...[...output, '.github'].map((path) => `:(exclude)${path}`)];
  return tryGit(folder, ['diff', '--name-only', '-z', '--relative', 'HEAD', '--', ...rest])
    .out.split('\0')
    .filter(Boolean);
}

/** Files that the change of images changes, and those in which something else differs from the last commit. */
function parts(repository: Repository, prepared: Prepared, dist: string, folder: string) {
  const { head } = repository;
  const { files, imagesFile, textBefore } = prepared;
  const before = prepared.filesBefore();
  const standing = blobsBelow(repository, head, folder);
  const idOf = blobId(head.length === 40 ? 'sha1' : 'sha256');
  const paths = [...new Set([...before.keys(), ...files.keys()])].sort();
  const stale = paths.filter((path) => {
    const text = before.get(path);
    return standing.get(`${dist}/${path}`) !== (text === undefined ? undefined : idOf(text));
  });
  const made = new Set(paths.map((path) => `${dist}/${path}`));
  return {
    own: paths.filter((path) => before.get(path) !== files.get(path)).map((path) => `${dist}/${path}`),
    others: [
      ...stale.map((path) => `${dist}/${path}`),
      ...[...standing.keys()].filter((path) => !made.has(path)),
      ...(fileAt(repository, head, imagesFile) === textBefore ? [] : [imagesFile]),
    ],
  };
}
