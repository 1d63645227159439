import { existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import { commit, compare, recover } from '../../synth/commit/commit.js';
import { type Dist, distOf, makeWorkingFolder } from '../../synth/commit/dist.js';
import { flush, writeWhole } from '../../synth/commit/file.js';
import { hasCode, Refusal } from '../../synth/commit/findings.js';
import { withLock } from '../../synth/commit/lock.js';
import type { Difference } from '../../synth/commit/plan.js';
import { Failure } from '../failure.js';
import type { Project } from '../project.js';
import { type Decide, type Prepared, prepare } from './change.js';

/** What a change did. With findings nothing was written. */
export interface Outcome {
  readonly prepared: Prepared;
  /** Of `dist/`. */
  readonly files: Difference;
  readonly findings: readonly Finding[];
}

const nothing: Difference = { added: [], changed: [], removed: [] };

/** How long one run waits for others that change images in the same folder, in milliseconds. */
const patience = 10 * 60_000;

/** Runs alone among all that change images in this folder; survives the death of whoever holds it. @throws Failure */
export function alone<T>(project: Project, fleet: Fleet, work: () => T): T {
  const place: Dist = { ...distOf(project.dist), name: fleet.images };
  makeWorkingFolder(place);
  try {
    return withLock({ ...place, lock: join(place.eco, 'images.lock') }, patience, work);
  } catch (error) {
    if (error instanceof Refusal) throw new Failure(...error.findings);
    throw error;
  }
}

/** Changes images in the project's folder: the images file, then `dist/`; both, or nothing. */
export function changeHere(project: Project, fleet: Fleet, decide: Decide, dryRun: boolean): Outcome {
  return alone(project, fleet, () => {
    const recovery = dryRun ? [] : recover(project.dist).findings;
    const prepared = prepare(project, view(project, fleet), decide);
    const findings = [...recovery, ...prepared.findings];
    if (findings.length > 0) return { prepared, files: nothing, findings };
    const { environment } = prepared.change;
    const scope = (path: string) => path.startsWith(`${environment}/`);
    if (dryRun) return { prepared, files: compare(project.dist, prepared.files, { scope }), findings };
    if (prepared.moves.length > 0) replaceFile(project, prepared.imagesFile, prepared.text);
    // Killed between the two, `dist/` is stale: the next synthesis mends that, and CI refuses it until then.
    const done = commit(project.dist, prepared.files, { scope });
    return { prepared, files: done, findings: done.findings };
  });
}

/** The project's folder as it stands. */
export function view(project: Project, fleet: Fleet) {
  return {
    fleet,
    revision: 'HEAD',
    read: (file: string) => {
      const path = join(project.root, file);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
  };
}

/** Replaces a file as a whole: a reader, or a run that is killed, sees the old text or the new. */
export function replaceFile(project: Project, file: string, text: string): void {
  const path = join(project.root, file);
  // A link is written through: renaming over it would cut it off from its target.
  const target = existsSync(path) ? realpathSync(path) : path;
  const staged = join(project.root, '.eco', `images-${process.pid}.yaml`);
  rmSync(staged, { force: true });
  writeWhole(staged, Buffer.from(text));
  flush([staged], project.root);
  try {
    renameSync(staged, target);
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error;
    throw new Failure({
      rule: 'images-file',
      severity: 'error',
      message: `"${file}" lies on another file system than ".eco", where it is staged`,
      why: 'It cannot be replaced in one step. Nothing was written.',
      fix: 'Put both on one file system.',
    });
  } finally {
    rmSync(staged, { force: true });
  }
  flush([dirname(target)], project.root);
}
