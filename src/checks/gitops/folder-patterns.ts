import { applicationsOf } from '../../manifest/argocd/applications.js';
import { environmentOf } from '../../manifest/files/environment.js';
import { groupBy } from '../../manifest/group-by.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** Folders that Applications read one by one: those of `apps/cart/prod` and `apps/stock/prod` differ in one step. */
export interface FolderPattern {
  /** What stands before and behind the step that differs: `apps/` and `/prod`. */
  readonly before: string;
  readonly after: string;
  /** The step that differs -> the Application whose folder it is. */
  readonly members: ReadonlyMap<string, Manifest>;
}

/** So many folders of one pattern are a convention. */
const LEAST = 4;

/** The patterns that several Applications follow, each written by hand. */
export function folderPatterns(set: ManifestSet): readonly FolderPattern[] {
  if (set.kind('Application').length < LEAST) return [];
  const steps = applicationsOf(set)
    .filter(({ manifest }) => manifest.ref.kind === 'Application')
    .flatMap(({ manifest, paths }) => paths.flatMap((path) => stepsOf(path).map((step) => ({ ...step, manifest }))));
  return [...groupBy(steps, ({ before, after }) => `${before}*${after}`).values()].flatMap((alike) => {
    const [first] = alike;
    const members = new Map(alike.map(({ name, manifest }) => [name, manifest]));
    return first && members.size >= LEAST ? [{ before: first.before, after: first.after, members }] : [];
  });
}

/** A path as each pattern that it may be of. Environments are not alike: each has a cluster of its own. */
function stepsOf(path: string): { before: string; name: string; after: string }[] {
  let end = -1;
  return path.split('/').flatMap((name) => {
    const start = end + 1;
    end = start + name.length;
    if (name === '' || name.includes('{{') || environmentOf(`${name}/x`) !== undefined) return [];
    return [{ before: path.slice(0, start), name, after: path.slice(end) }];
  });
}

/** What stands for the differing step in the path of a file: of `a/x/prod.yaml`, `a/` and `/prod` it is `x`. */
export function folderName(file: string, before: string, after: string): string | undefined {
  const inside = file.startsWith(before) ? 0 : file.indexOf(`/${before}`) + 1;
  if (inside === 0 && !file.startsWith(before)) return undefined;
  const start = inside + before.length;
  const slash = file.indexOf('/', start);
  const end = slash < 0 ? file.length : slash;
  if (end === start || !file.startsWith(after, end)) return undefined;
  const below = file.slice(end).replace(/\.ya?ml$/, '');
  return below === after || below.startsWith(`${after}/`) ? file.slice(start, end) : undefined;
}
