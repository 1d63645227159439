import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { tryGit } from '../../images/git.js';
import { Failure } from '../failure.js';
import { findProject } from '../project.js';

/** What names of a project stand for, as a command's help writes it. */
export type Naming = 'environment' | 'service' | 'rule' | 'revision';

/**
 * Names of a project, read from its files: the fleet is not compiled, for whoever presses Tab waits. A service that was
 * never synthesized and has no image is not among them.
 */
export async function namesOf(naming: Naming, folder: string): Promise<readonly string[]> {
  if (naming === 'rule') {
    const { rules } = await import('../../checks/rules/index.js');
    return rules.map(({ id }) => id);
  }
  try {
    const { root, fleet, dist } = findProject(folder);
    if (naming === 'revision') return revisions(root);
    const images = imagesFiles(join(dirname(fleet), 'images'));
    const environments = [...images.map((file) => basename(file, '.yaml')), ...folders(dist)];
    if (naming === 'environment') return sorted(environments);
    return sorted([...images.flatMap(servicesIn), ...folders(dist).flatMap((name) => folders(join(dist, name)))]);
  } catch (error) {
    // Outside of a project there are no names.
    if (error instanceof Failure) return [];
    throw error;
  }
}

function revisions(root: string): readonly string[] {
  const { status, out } = tryGit(root, ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags']);
  return status === 0 ? out.split('\n').filter(Boolean) : [];
}

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).filter((name) => !name.startsWith('.'));
}

function imagesFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
}

/** The lines below `images:`; a whole reader of YAML would take longer than the rest of the answer. */
function servicesIn(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^[ \t]+["']?([a-z0-9-]+)["']?:/gm)].map(([, name = '']) => name);
}

/** Argo CD's own objects, and what services stand on, are no service of anybody. */
const notServices = new Set(['argocd', 'platform', 'monitoring']);

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !notServices.has(name)).sort();
}
