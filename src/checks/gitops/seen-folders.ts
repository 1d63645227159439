import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { folderOf } from '../../manifest/source-sorts.js';

/** The folders that hold manifests, each also without the folders before it: the tree may lie anywhere. */
export const foldersOf = perSet((set: ManifestSet): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const folder of new Set(set.manifests.map(({ origin }) => folderOf(origin.file)))) {
    for (const { path } of foldersIn(folder)) folders.add(path);
  }
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
export function foldersIn(folder: string): Folder[] {
  if (folder === '') return [];
  const starts = [0];
  const ends: number[] = [];
  for (let slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
    ends.push(slash);
    starts.push(slash + 1);
  }
  ends.push(folder.length);
  return starts.flatMap((start, i) => ends.slice(i).map((end) => ({ path: folder.slice(start, end), end })));
}
