import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { ancestorsOf, type Dist, parentOf } from './dist.js';
import { stands, statOf } from './file.js';
import { hasCode, otherDiskFinding, rootFinding, systemFinding } from './findings.js';
import type { Plan } from './plan.js';

/** What a folder holds that is a project and no output. */
const PROJECT = ['.git', 'package.json', 'node_modules'];

/** Refuses what is no output folder, before anything in it is read. */
export function checkRoot(dist: Dist): Finding[] {
  const stat = statOf(dist.root);
  if (stat === undefined) return [];
  if (stat.isSymbolicLink()) {
    const why = 'Git stores the link and not the files behind it: Argo CD would find no manifests.';
    return [rootFinding(dist, 'is a symbolic link', `Make it a folder: rm "${dist.name}", then run again.`, why)];
  }
  if (!stat.isDirectory()) return [rootFinding(dist, 'is a file, not a folder', 'Move it away, then run again.')];
  const mark = PROJECT.find((name) => stands(join(dist.root, name)));
  if (mark === undefined) return [];
  const why = 'Whatever is not output is removed from it: this would have removed the project.';
  return [rootFinding(dist, `holds "${mark}": it is a project`, 'Name a folder that is for output alone.', why)];
}

/**
 * Asks the system whether what is planned would be allowed, since a refusal half way would have to be taken back. One
 * finding a cause: a folder, not its files, and not the folders below it.
 */
export function preflight(dist: Dist, plan: Plan): Finding[] {
  const found = new Map<string, Finding | undefined>();
  const disk = statSync(dist.eco).dev;
  const check = (folder: string): void => {
    if (found.has(folder)) return;
    const path = join(dist.root, folder);
    const stat = statOf(path);
    found.set(folder, undefined);
    // What is no folder is in the way and goes first: its own parent is what has to let it go.
    if (folder !== '' && !stat?.isDirectory()) check(parentOf(folder));
    else if (stat !== undefined && stat.dev !== disk) found.set(folder, otherDiskFinding(dist, folder));
    else found.set(folder, refusal(dist, stat === undefined ? dirname(path) : path, constants.W_OK | constants.X_OK));
  };
  // The intent itself is written at the top.
  check('');
  for (const path of [...plan.added, ...plan.changed, ...plan.removed, ...plan.emptied]) check(parentOf(path));
  for (const path of [...plan.changed, ...plan.removed]) {
    // A file need not be writable to be replaced, but an immutable one (chattr +i) refuses: EPERM where a mode says EACCES.
    found.set(path, refusal(dist, join(dist.root, path), constants.W_OK, 'EPERM'));
  }
  const covered = (path: string): boolean =>
    path !== '' && [...ancestorsOf(path), ''].some((above) => found.get(above));
  return [...found].flatMap(([path, finding]) => (finding === undefined || covered(path) ? [] : [finding]));
}

function refusal(dist: Dist, path: string, access: number, only?: string): Finding | undefined {
  try {
    if (!lstatSync(path).isSymbolicLink()) accessSync(path, access);
    return undefined;
  } catch (error) {
    return only !== undefined && !hasCode(error, only) ? undefined : systemFinding(dist, error);
  }
}
