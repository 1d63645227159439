import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partFiles } from '../../manifest/files/sets.js';
import type { Manifest } from '../../manifest/manifest.js';
import { ManifestSet } from '../../manifest/manifest-set.js';
import { isErrno } from '../../synth/commit/findings.js';
import { readTree } from '../../synth/commit/tree.js';
import { type Project, relativeFile } from '../project.js';

/** Manifests of an environment that stand in `dist/` and are no longer made. */
export function goneFrom(project: Project, environment: string, files: ReadonlyMap<string, string>): Manifest[] {
  return readable(() => orphansIn(project, environment, files));
}

/** Environments that stand in `dist/` and are none of the fleet's. */
export function goneEnvironments(project: Project, known: readonly string[]): ManifestSet[] {
  return readable(() =>
    readdirSync(project.dist, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !known.includes(entry.name))
      .map(({ name }) => new ManifestSet(name, orphansIn(project, name, new Map()))),
  );
}

/** A `dist/` that cannot be read: whoever writes it says so. */
function readable<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (isErrno(error)) return [];
    throw error;
  }
}

function orphansIn(project: Project, environment: string, files: ReadonlyMap<string, string>): Manifest[] {
  const output = relativeFile(project.root, project.dist);
  const orphans = [...readTree(join(project.dist, environment)).leaves].flatMap(([leaf, isFile]) => {
    const path = `${environment}/${leaf}`;
    return isFile && leaf.endsWith('.yaml') && !files.has(path) ? [path] : [];
  });
  const found = orphans.map((path) => ({
    file: `${output}/${path}`,
    path: `${output}/${path}`,
    text: readFileSync(join(project.dist, path), 'utf8'),
  }));
  return found.length === 0 ? [] : partFiles(found).sets.flatMap(({ manifests }) => manifests);
}
