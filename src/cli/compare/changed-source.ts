import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Lines of files, from 1; the paths are those of the project, with `/`. */
export type SourceLines = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * The lines of the new side of `git diff -U0 --relative`. A file that is new to Git is not in it: `untracked` names those,
 * and all their lines count.
 */
export function changedSource(diff: string, untracked: readonly string[], root: string): SourceLines {
  const files = new Map<string, Set<number>>();
  let lines = new Set<number>();
  for (const line of diff.split('\n')) {
    const file = /^\+\+\+ "?b\/(.*?)"?$/.exec(line)?.[1];
    if (file !== undefined) {
      lines = new Set();
      files.set(file, lines);
    }
    const [, from, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    for (let i = 0; from !== undefined && i < Number(count); i += 1) lines.add(Number(from) + i);
  }
  for (const file of untracked) {
    const path = resolve(root, file);
    const count = existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : 0;
    files.set(file, new Set(Array.from({ length: count }, (_, i) => i + 1)));
  }
  return files;
}
