import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusal } from './refusal.js';

/**
 * Writes files below a folder: `made` must not be there yet, `completed` may be. When one cannot be written, all is
 * as it was before. @throws Failure
 */
export function writeAll(
  folder: string,
  made: ReadonlyMap<string, string>,
  completed: ReadonlyMap<string, string>,
): void {
  const undo: (() => void)[] = [];
  try {
    for (const [path, text] of made) {
      const file = join(folder, path);
      makeFolder(dirname(file), undo);
      writeFileSync(file, text, { flag: 'wx' });
      undo.push(() => rmSync(file));
    }
    for (const [path, text] of completed) {
      const file = join(folder, path);
      const before = existsSync(file) ? readFileSync(file) : undefined;
      writeFileSync(file, text);
      undo.push(() => (before ? writeFileSync(file, before) : rmSync(file)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (error instanceof Error && 'code' in error)
      throw refusal(`cannot write there: ${error.message}`, 'Begin in a folder of your own: eco init FOLDER');
    throw error;
  }
}

// `mkdir` with `recursive` never ends below a file system that lets nobody make folders (Node 20 in /proc).
function makeFolder(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}
