import { environmentCalled } from '../../values/environment-names.js';

// Folders whose subfolders are environments whatever they are called, but for what they share.
const HOLDERS = new Set(['dist', 'clusters', 'environments', 'envs']);
const SHARED = new Set(['base', 'common', 'shared', 'all', 'apps', 'components']);

/**
 * The environment that a file belongs to, by its path; undefined for what belongs to all. A folder right under `dist`,
 * `clusters` or `environments` is one; else a folder or a file that is called like one: `overlays/dev/x.yaml`,
 * `auth/prod.yaml`, `values-prod.yaml`.
 */
export function environmentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, slash));
  let of = known.get(folder);
  if (!of) {
    of = ofFolder(folder);
    known.set(folder, of);
  }
  if (of.held !== undefined) return of.held;
  const file = path.slice(slash + 1);
  const dot = file.lastIndexOf('.');
  const stem = dot < 0 ? file : file.slice(0, dot);
  return environmentCalled(stem) ?? environmentCalled(lastWord(stem)) ?? of.called;
}

/** Many files lie in one folder: what its path says is worked out once. */
const known = new Map<string, OfFolder>();

interface OfFolder {
  /** The folder under a holder of environments. */
  readonly held: string | undefined;
  /** The folder, from the deepest, that is called like one. */
  readonly called: string | undefined;
}

function ofFolder(folder: string): OfFolder {
  const segments = folder.split('/');
  const own = segments.find((segment, i) => HOLDERS.has(segments[i - 1] ?? '') && !SHARED.has(segment));
  const called = segments.toReversed().map(environmentCalled);
  return { held: own && (environmentCalled(own) ?? own), called: called.find((name) => name !== undefined) };
}

function lastWord(stem: string): string {
  return stem.slice(Math.max(stem.lastIndexOf('-'), stem.lastIndexOf('.'), stem.lastIndexOf('_')) + 1);
}
