import { spawnSync } from 'node:child_process';
import { closeSync, fchmodSync, fsyncSync, lstatSync, openSync, rmdirSync, type Stats, writeSync } from 'node:fs';
import { hasCode } from './findings.js';

/**
 * Above this many paths one flush of the file system is cheaper than one of each path (measured on ext4: 12,800 new
 * files 0.1 s against 3 s); below, it would wait for what other programs happen to have written.
 */
const MANY = 256;

/** Mode 0644 whatever the umask: the same output on every machine. */
export function writeWhole(file: string, bytes: Buffer): void {
  const fd = openSync(file, 'wx', 0o644);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fchmodSync(fd, 0o644);
  } finally {
    closeSync(fd);
  }
}

/** Makes files, or the entries of folders, survive a power cut. `folder` names the file system they lie on. */
export function flush(paths: readonly string[], folder: string): void {
  if (paths.length > MANY && flushFileSystem(folder)) return;
  for (const path of paths) flushOne(path);
}

/** Node has no `syncfs`; coreutils has. Where it is missing (macOS, busybox) the caller flushes each path. */
function flushFileSystem(folder: string): boolean {
  return spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0;
}

function flushOne(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } catch (error) {
    // Some file systems cannot flush a folder and say so: there is nothing more to do.
    if (!hasCode(error, 'EINVAL', 'EPERM', 'EBADF', 'ENOTSUP')) throw Object.assign(error as Error, { path });
  } finally {
    closeSync(fd);
  }
}

/** What stands at a path, a link included; undefined where nothing can, also below a file. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Also true of a link that leads nowhere. */
export function stands(path: string): boolean {
  return statOf(path) !== undefined;
}

/** False when it is absent, no folder, or not empty: it then stays. */
export function removeEmptyFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) return false;
    throw error;
  }
}
