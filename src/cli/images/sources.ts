import { relative } from 'node:path';
import { tryGit } from '../../images/git.js';
import type { Repository } from '../../images/repository.js';
import type { Fleet } from '../../service/fleet.js';
import { Failure } from '../failure.js';
import type { Project } from '../project.js';

/** Whether anything differs between two commits that manifests are made from, besides images files. */
export function sourcesDiffer(project: Project, fleet: Fleet, { folder }: Repository, a: string, b: string): boolean {
  if (a === b) return false;
  const output = [fleet.images, relative(project.root, project.dist), '.github'];
  const rest = ['.', ...output.map((path) => `:(exclude)${path}`)];
  return tryGit(folder, ['diff', '--quiet', a, b, '--', ...rest]).status !== 0;
}

/**
 * Where a project holds the sources of `eco` itself, a newer version on the branch may write other manifests than the
 * one that runs. @throws Failure
 */
export function refuseOtherTool(project: Project, { folder }: Repository, a: string, b: string): void {
  if (tryGit(folder, ['cat-file', '-e', `${b}:./src/cli/main.ts`]).status !== 0) return;
  const fleet = relative(project.root, project.fleet).replace(/\/[^/]*$/, '');
  const tool = ['src', 'imports', 'package-lock.json', `:(exclude)${fleet}`];
  if (tryGit(folder, ['diff', '--quiet', a, b, '--', ...tool]).status === 0) return;
  throw new Failure({
    rule: 'git-behind',
    severity: 'error',
    message: 'the sources of eco have changed on the branch while it ran',
    why: 'Manifests of the old version would replace those of the new. Nothing was written.',
    fix: 'git pull --ff-only && npm run build, then run the command again.',
  });
}
