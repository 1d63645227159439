import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MADE } from '../../pipeline/workflow.js';
import type { Difference } from '../../synth/commit/plan.js';
import { replaceFile } from '../images/write.js';
import type { Project } from '../project.js';

/** Where GitHub looks for workflows, from the root of a repository. */
export const WORKFLOWS = '.github/workflows';

/**
 * Workflows on disk that are not as the fleet has them. Files that somebody wrote by hand are theirs: only those that
 * say that they were made here are replaced and removed.
 */
export function workflowChanges(project: Project, files: ReadonlyMap<string, string>): Difference {
  const here = existing(project);
  return {
    added: [...files.keys()].filter((name) => !here.has(name)).sort(),
    changed: [...files].filter(([name, text]) => here.has(name) && here.get(name) !== text).map(([name]) => name),
    removed: [...here].filter(([name, text]) => !files.has(name) && text.startsWith(MADE)).map(([name]) => name),
  };
}

/** Makes them so, file by file: each is replaced as a whole. */
export function putWorkflows(project: Project, files: ReadonlyMap<string, string>): Difference {
  const changes = workflowChanges(project, files);
  if (changes.added.length > 0) mkdirSync(join(project.root, WORKFLOWS), { recursive: true });
  for (const name of [...changes.added, ...changes.changed]) {
    replaceFile(project, `${WORKFLOWS}/${name}`, files.get(name) ?? '');
  }
  for (const name of changes.removed) rmSync(join(project.root, WORKFLOWS, name));
  return changes;
}

function existing(project: Project): ReadonlyMap<string, string> {
  const folder = join(project.root, WORKFLOWS);
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')] as const).sort());
}
