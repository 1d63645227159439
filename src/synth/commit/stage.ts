import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Dist, stageFolder } from './dist.js';
import { flush, writeWhole } from './file.js';
import { isErrno } from './findings.js';
import type { Intent, Removal, Write } from './journal.js';
import type { Plan } from './plan.js';
import { contentOf, digest } from './tree.js';

/**
 * Writes what has to change into a folder of its own in `.eco/`, numbered, and on to the disk. The space is taken here:
 * a full disk shows before anything moved. Returns what is to be done with it.
 */
export function stage(dist: Dist, files: ReadonlyMap<string, string>, plan: Plan): Intent {
  const id = randomUUID();
  const folder = stageFolder(dist, id);
  mkdirSync(folder, { mode: 0o755 });
  const removal = (path: string): Removal => ({ path, from: contentOf(join(dist.root, path)) ?? '' });
  const write: Write[] = [...plan.added, ...plan.changed].map((path, index) => {
    const bytes = Buffer.from(files.get(path) ?? '');
    const from = index < plan.added.length ? undefined : contentOf(join(dist.root, path));
    try {
      writeWhole(join(folder, String(index)), bytes);
    } catch (error) {
      // The author knows the file by the name it will have.
      throw isErrno(error) ? Object.assign(error, { path: join(dist.root, path) }) : error;
    }
    return { path, staged: index, to: digest(bytes), ...(from === undefined ? {} : { from }) };
  });
  flush([...write.map(({ staged }) => join(folder, String(staged))), folder, dist.eco], folder);
  return {
    stage: id,
    first: plan.removed.filter((path) => plan.inTheWay.has(path)).map(removal),
    write,
    last: plan.removed.filter((path) => !plan.inTheWay.has(path)).map(removal),
    emptied: plan.emptied,
  };
}

/** Removes what killed runs left. Only under the lock, and never the stage of an open intent. */
export function sweepStages(dist: Dist, keep?: string): void {
  for (const name of readdirSync(dist.eco)) {
    if (!name.startsWith(dist.stagePrefix) || name === dist.stagePrefix + keep) continue;
    try {
      rmSync(join(dist.eco, name), { recursive: true, force: true });
    } catch {
      // It is in nobody's way: the next run tries again, and this one must report what it did to the output.
    }
  }
}
