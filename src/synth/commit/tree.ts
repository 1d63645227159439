import { createHash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './findings.js';

/**
 * What stands in an output folder. A leaf is whatever is no folder; a symbolic link is a leaf and is never followed.
 * Dot-files at the top are not listed: `.gitattributes` and the like belong to whoever put them there.
 */
export interface Tree {
  /** Path → whether it is a plain file. */
  readonly leaves: ReadonlyMap<string, boolean>;
  /** Parents before children. */
  readonly folders: readonly string[];
}

export function readTree(root: string): Tree {
  const leaves = new Map<string, boolean>();
  const folders: string[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (folder !== '') folders.push(folder);
    for (const entry of entriesOf(join(root, folder), folder === '')) {
      if (folder === '' && entry.name.startsWith('.')) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else leaves.set(path, entry.isFile());
    }
  }
  return { leaves, folders };
}

function entriesOf(folder: string, mayBeAbsent: boolean) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeAbsent && hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * Says of plain files whether they hold these texts. A file that somebody made executable is not the same: Git records
 * that bit (and no other; what a umask took away at checkout is the user's own affair). All files are read into the same
 * memory, which grows with them: fresh pages cost more than filling them.
 */
export function comparing(): (file: string, text: string) => boolean {
  let memory = Buffer.allocUnsafeSlow(2 ** 16);
  return (file, text) => {
    const fd = openSync(file, 'r');
    try {
      const { size, mode } = fstatSync(fd);
      // UTF-8 takes three bytes at most for a unit of UTF-16.
      const most = 3 * text.length;
      if ((mode & 0o111) !== 0 || size > most) return false;
      if (memory.length < 2 * most) memory = Buffer.allocUnsafeSlow(2 * most);
      let read = 0;
      while (read < size) {
        const got = readSync(fd, memory, read, size - read, read);
        if (got === 0) return false;
        read += got;
      }
      return memory.write(text, size) === size && memory.compare(memory, size, 2 * size, 0, size) === 0;
    } finally {
      closeSync(fd);
    }
  };
}

/** Names content: what an intent says of a file before and after. */
export function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Content of a leaf; undefined where nothing, or a folder, stands. */
export function contentOf(file: string): string | undefined {
  try {
    const stat = lstatSync(file);
    if (stat.isDirectory()) return undefined;
    if (stat.isSymbolicLink()) return `link:${readlinkSync(file)}`;
    if (!stat.isFile()) return 'special';
    return ((stat.mode & 0o111) === 0 ? '' : 'executable ') + digest(readFileSync(file));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
