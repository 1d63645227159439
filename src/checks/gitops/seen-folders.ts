import { folderOf } from '../../manifest/files/source-sorts.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** A folder that holds manifests. */
interface SeenFolder {
  readonly files: Set<string>;
  /** Every run of steps of its path. */
  readonly runs: readonly Folder[];
}

/** The folders that hold manifests, by path. Many files stand in one folder. */
export const seenFolders = perSet((set: ManifestSet): ReadonlyMap<string, SeenFolder> => {
  const folders = new Map<string, SeenFolder>();
  for (const { origin } of set.manifests) {
    const folder = folderOf(origin.file);
    const known = folders.get(folder);
    if (known) known.files.add(origin.file);
    else folders.set(folder, { files: new Set([origin.file]), runs: foldersIn(folder) });
  }
  return folders;
});

/** The same, each also without the folders before it: the tree may lie anywhere. */
export const foldersOf = perSet((set: ManifestSet): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const { runs } of seenFolders(set).values()) for (const { path } of runs) folders.add(path);
  return folders;
});

/** The files, each as the folder that a tool may have rendered it from, also without the folders before it. */
export const filesOf = perSet((set: ManifestSet): ReadonlySet<string> => {
  const steps = [...new Set(set.manifests.map(({ origin }) => origin.file))].map((file) =>
    file.replace(/\.ya?ml$/, '').split('/'),
  );
  return new Set(steps.flatMap((all) => all.map((_, start) => all.slice(start).join('/'))));
});

/** A run of steps of a path. */
export interface Folder {
  readonly path: string;
  /** Where it ends in the path that it was taken from. */
  readonly end: number;
}

/** Every run of steps of a folder's path, the path itself among them: the tree may lie anywhere. */
function foldersIn(folder: string): Folder[] {
  if (folder === '') return [];
  const starts = [0];
  const ends: number[] = [];
  for (let slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
    ends.push(slash);
    starts.push(slash + 1);
  }
  ends.push(folder.length);
  const found: Folder[] = [];
  for (const [i, start] of starts.entries())
    for (const end of ends.slice(i)) found.push({ path: folder.slice(start, end), end });
  return found;
}
