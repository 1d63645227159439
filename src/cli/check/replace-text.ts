import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Replaces a file as a whole, its mode kept: whoever reads it, or a run that is killed, sees the old text or the new. */
export function replaceText(path: string, text: string): void {
  // A link is written through: renaming over it would cut it off from its target.
  const there = existsSync(path);
  const target = there ? realpathSync(path) : path;
  const staged = `${target}.${process.pid}.eco`;
  try {
    writeFileSync(staged, text, { flag: 'wx', flush: true, mode: there ? statSync(target).mode : 0o644 });
    renameSync(staged, target);
  } finally {
    rmSync(staged, { force: true });
  }
}
