import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { Lines } from '../yaml/lines.js';
import type { FoundFile } from './sets.js';

/** What lies under the paths that were given. */
export interface Found {
  readonly files: readonly FoundFile[];
  /** What could not be opened. */
  readonly findings: readonly Finding[];
}

// Not a project's own files, and large.
const SKIPPED = new Set(['node_modules', '.git', '.eco', '.terraform', '.venv', '__pycache__']);
const READ = ['.yaml', '.yml', '.json'];
// Lists and caches of tools, in which no object stands.
const NOT_READ = /(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*|biome|composer|renovate)\.json$/;

function isRead(file: string): boolean {
  if (READ.some((end) => file.endsWith(end))) return !(file.endsWith('.json') && NOT_READ.test(file));
  return file === 'Kustomization' || file.endsWith('/Kustomization');
}

/** The parts of the file system that are asked: others, in tests of what no disk does at will. */
export interface Disk {
  readonly list: (folder: string) => readonly Dirent[];
  /** What is no UTF-8 comes as U+FFFD. */
  readonly text: (file: string) => string;
  readonly bytes: (file: string) => Buffer;
}

const DISK: Disk = {
  list: (folder) => readdirSync(folder, { withFileTypes: true }),
  // A third quicker than bytes, and their text.
  text: (file) => readFileSync(file, 'utf8'),
  bytes: (file) => readFileSync(file),
};

/** Where something lies, and how it is called: in messages, and in the tree that it was found in. */
interface Spot {
  readonly absolute: string;
  readonly file: string;
  readonly path: string;
  /** Without symbolic links: of a folder, what tells whether it was seen. */
  readonly real: string;
  /** What file and path of an entry begin with. */
  readonly below: readonly [file: string, path: string];
}

/**
 * Finds files below folders, in the same order on every machine; a path to a file is taken as it is. Folders that are
 * reached twice (a symbolic link to a parent) are read once.
 * `root`: the project's; paths below it are named from there, in messages and to tell environments apart.
 */
export function readFiles(paths: readonly string[], root: string, disk: Disk = DISK): Found {
  const files: FoundFile[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();

  const attempt = (name: string, asked: boolean, act: () => void) => {
    try {
      act();
    } catch (error) {
      // A link that leads nowhere is nobody's manifest, unless it was asked for.
      if (asked || code(error) !== 'ENOENT') findings.push(unreadable(name, code(error)));
    }
  };
  const folder = (spot: Spot) => {
    if (seen.has(spot.real)) return;
    seen.add(spot.real);
    for (const entry of sorted(disk.list(spot.absolute))) {
      if (SKIPPED.has(entry.name)) continue;
      const name = spot.below[0] + entry.name;
      const path = spot.below[1] + entry.name;
      attempt(name, false, () => {
        if (entry.isFile()) file(`${spot.absolute}${sep}${entry.name}`, name, path, false);
        else if (entry.isDirectory()) folder(entryOf(spot, entry.name));
        else if (entry.isSymbolicLink()) visit(entryOf(spot, entry.name), false);
        else files.push({ file: name, path });
      });
    }
  };
  const file = (absolute: string, name: string, path: string, asked: boolean) => {
    if (!asked && !isRead(name)) files.push({ file: name, path });
    else {
      // What is asked for may be a pipe, which can be read once.
      const text = asked ? undefined : disk.text(absolute);
      if (text?.includes(NO_CHARACTER) === false) files.push({ file: name, path, text });
      else decode(disk.bytes(absolute), name, path);
    }
  };
  const decode = (bytes: Buffer, name: string, path: string) => {
    if (isUtf8(bytes)) files.push({ file: name, path, text: bytes.toString() });
    else {
      files.push({ file: name, path });
      findings.push(notText(name, bytes));
    }
  };
  const visit = (spot: Spot, asked: boolean) => {
    const stats = statSync(spot.absolute);
    if (stats.isDirectory()) folder({ ...spot, real: realpathSync(spot.absolute) });
    // A shell's `<(command)` is a pipe.
    else if (stats.isFile() || (asked && stats.isFIFO())) file(spot.absolute, spot.file, spot.path, asked);
    else files.push({ file: spot.file, path: spot.path });
  };

  for (const path of paths) {
    const spot = spotOf(resolve(path), root);
    attempt(spot.file, true, () => visit(spot, true));
  }
  return { files, findings };
}

function spotOf(absolute: string, root: string): Spot {
  const name = relative(root, absolute).split(sep).join('/');
  const inside = !name.startsWith('..') && !isAbsolute(name);
  if (inside && name !== '')
    return { absolute, real: absolute, file: name, path: name, below: [`${name}/`, `${name}/`] };
  // A folder outside the root is a tree of its own: paths begin below it.
  const below: Spot['below'] = inside ? ['', ''] : [`${absolute.replace(/\/$/, '')}/`, ''];
  return { absolute, real: absolute, file: absolute, path: basename(absolute), below };
}

function entryOf({ absolute, real, below: [file, path] }: Spot, name: string): Spot {
  return {
    absolute: join(absolute, name),
    real: join(real, name),
    file: file + name,
    path: path + name,
    below: [`${file}${name}/`, `${path}${name}/`],
  };
}

// By code units: the same in every locale.
function sorted(entries: readonly Dirent[]): Dirent[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function code(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'there is no such file or folder',
  ELOOP: 'its symbolic links lead in a circle',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is larger than 512 MiB',
};

function unreadable(file: string, reason: string): Finding {
  return {
    rule: 'unreadable',
    severity: 'error',
    message: `"${file}" cannot be read: ${REASONS[reason] ?? reason}`,
    at: { file, line: 1, column: 1 },
    why: 'What stands in it was not checked.',
    fix: 'Let whoever runs this read it, or name the files that are to be checked.',
  };
}

/** Bytes that are no text, at the first of them. */
function notText(file: string, bytes: Buffer): Finding {
  const text = bytes.toString();
  let at = text.indexOf(NO_CHARACTER);
  let offset = Buffer.byteLength(text.slice(0, at));
  // Decoding puts U+FFFD for what is no character; the file may hold that character itself, too.
  while (bytes.subarray(offset, offset + WRITTEN.length).equals(WRITTEN)) {
    const next = text.indexOf(NO_CHARACTER, at + 1);
    offset += Buffer.byteLength(text.slice(at, next));
    at = next;
  }
  const byte = bytes[offset] ?? 0;
  return {
    rule: 'unreadable',
    severity: 'error',
    message: `"${file}" is not UTF-8: byte 0x${byte.toString(16).padStart(2, '0')} is no part of a character`,
    at: new Lines(file, text).place(at, at),
    why: 'Kubernetes tools refuse the file: what stands in it was not checked.',
    fix: 'Save it as UTF-8.',
  };
}

const NO_CHARACTER = '\uFFFD';
const WRITTEN = Buffer.from(NO_CHARACTER);
