import type { ApplicationSource } from '../../manifest/argocd/application-sources.js';
import { barePath } from '../../manifest/argocd/applications.js';
import { fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';
import { type Folder, seenFolders } from './seen-folders.js';

/** Manifests in folders below one that is read without what is below it, and that no other Application reads. */
export function* unreadSubfolders(set: ManifestSet, sources: readonly ApplicationSource[]): Iterable<Report> {
  const byPath = groupBy(sources, ({ source }) => barePath(source.at('path').text ?? ''));
  const unread = new Map<string, { readonly rest: string; readonly file: string }[]>();
  const direct = new Set<string>();
  for (const [folder, { files, runs }] of seenFolders(set)) {
    const found = runs.filter(({ path }) => byPath.has(path));
    for (const { path, end } of found) if (end === folder.length) direct.add(path);
    const isRead = ({ path, end }: Folder) => end === folder.length || !byPath.get(path)?.every(isPlain);
    if (found.some(isRead)) continue;
    for (const file of files)
      for (const { path, end } of found) {
        const rest = file.slice(end + 1);
        const others = unread.get(path);
        if (others) others.push({ rest, file });
        else unread.set(path, [{ rest, file }]);
      }
  }
  for (const [path, [first, ...rest]] of unread) {
    const source = byPath.get(path)?.[0]?.source;
    // Where nothing stands right in it, it is no plain folder of manifests.
    if (first === undefined || !source || !direct.has(path)) continue;
    const files = new Set([first, ...rest].map(({ file }) => file));
    const more = rest.length > 0 ? ` and ${rest.length} more below "${path}" are` : ` below "${path}" is`;
    yield report(source.at('path'), `"${first.rest}"${more} not read: only what stands right in the folder is`, {
      severity: 'warning',
      why: 'Argo CD reads a folder without its subfolders unless it is told to: these manifests are never applied.',
      fix: 'Add directory: { recurse: true }.',
      also: set.manifests.filter(({ origin }) => files.has(origin.file)).map((one) => fieldOf(one)),
    });
  }
}

/** Whether Argo CD reads the folder without what is below it, and nobody says that this is meant. */
function isPlain({ source }: ApplicationSource): boolean {
  const said = ['helm', 'kustomize', 'plugin', 'directory.include', 'directory.exclude', 'directory.recurse'];
  return !said.some((key) => source.at(key).exists);
}
