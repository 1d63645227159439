import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../diagnostic/diagnostic.js';
import type { FoundFile } from './sets.js';

/** What lies under the paths that were given. */
export interface Found {
  readonly files: readonly FoundFile[];
  /** What could not be opened. */
  readonly findings: readonly Finding[];
}

// Not a project's own files, and large.
const SKIPPED = new Set(['node_modules', '.git', '.eco', '.terraform', '.venv', '__pycache__']);
const READ = /(?:\.ya?ml|\.json|(?:^|\/)Kustomization)$/;
// Lists and caches of tools, in which no object stands.
const NOT_READ = /(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*|biome|composer|renovate)\.json$/;

/**
 * Finds files below folders, in the same order on every machine; a path to a file is taken as it is. Folders that are
 * reached twice (a symbolic link to a parent) are read once.
 * `root`: the project's; paths below it are named from there, in messages and to tell environments apart.
 */
export function readFiles(paths: readonly string[], root: string): Found {
  const files: FoundFile[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();

  const visit = (absolute: string, tree: string, asked: boolean) => {
    const name = relative(root, absolute).split(sep).join('/');
    const file = name.startsWith('..') || name === '' ? absolute : name;
    const inTree = name.startsWith('..') ? relative(tree, absolute).split(sep).join('/') || basename(absolute) : file;
    try {
      const stats = statSync(absolute);
      if (stats.isDirectory()) {
        const real = realpathSync(absolute);
        if (seen.has(real)) return;
        seen.add(real);
        for (const entry of sorted(readdirSync(absolute, { withFileTypes: true }))) {
          if (!SKIPPED.has(entry.name)) visit(join(absolute, entry.name), tree, false);
        }
      } else if (stats.isFile() && (asked || (READ.test(file) && !NOT_READ.test(file)))) {
        files.push({ file, path: inTree, text: readFileSync(absolute, 'utf8') });
      } else files.push({ file, path: inTree });
    } catch (error) {
      // A link that leads nowhere is nobody's manifest, unless it was asked for.
      if (asked || code(error) !== 'ENOENT') findings.push(unreadable(file, code(error)));
    }
  };

  for (const path of paths.map((given) => resolve(given))) visit(path, path, true);
  return { files, findings };
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
};

function unreadable(file: string, reason: string): Finding {
  return {
    rule: 'unreadable',
    severity: 'error',
    message: `"${file}" cannot be read: ${REASONS[reason] ?? reason}`,
    at: { file, line: 1, column: 1 },
    why: 'What stands in it was not checked.',
  };
}
