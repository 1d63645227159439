import type { Sources } from '../../manifest/files/sources.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { globMatcher } from '../../values/path-glob.js';

/** The files that were seen, and the folders that they stand in. */
export class SeenFiles {
  private readonly paths: readonly string[];
  private readonly folders: ReadonlySet<string>;
  /** Whether the whole repository was read: what lies right in it too. */
  private readonly isWhole: boolean;

  constructor(sources: Sources) {
    this.paths = [...sources.files];
    this.isWhole = this.paths.some((path) => !path.includes('/'));
    // Workflows alone do not say what else there is in .github.
    const workflows = '.github/workflows';
    this.folders = new Set(
      this.paths.flatMap((path) => (path.startsWith(`${workflows}/`) ? workflows : parents(path))),
    );
  }

  /** Whether nothing matches, though what stands beside it was read. */
  lacks(glob: string): boolean {
    const literal = glob.replace(/^\.?\//, '').split('/');
    const end = literal.findIndex((step) => /[*?[{+]/.test(step));
    const fixed = end < 0 ? literal : literal.slice(0, end);
    const beside = fixed.slice(0, -1).join('/');
    if (!this.isWhole && (fixed.length < 2 || !this.folders.has(beside))) return false;
    const matches = globMatcher(glob);
    return !this.paths.some(matches);
  }

  /** The file or folder that was meant, where none is called so. */
  near(path: string, sort: 'file' | 'folder'): string | undefined {
    const all = sort === 'folder' ? [...this.folders] : this.paths;
    return all.includes(path) ? undefined : all.find((one) => isOneSlip(one, path));
  }
}

function parents(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}
