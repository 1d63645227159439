import { count } from '../../diagnostic/summary.js';
import type { Parted } from '../../manifest/files/sets.js';
import { folderOf } from '../../manifest/files/source-sorts.js';

/**
 * What only a kustomization makes objects of, where its output does not lie in the tree as well: no rule has looked at
 * the objects. Undefined where there is nothing of the kind.
 */
export function unbuilt({ sets, sources }: Parted): string | undefined {
  const there = new Set(sets.flatMap(({ manifests }) => manifests.map(({ ref }) => `${ref.kind} ${ref.name}`)));
  const left = new Map<string, boolean>();
  for (const source of sources.sort('kustomized')) {
    const file = source.origin.file;
    left.set(file, (left.get(file) ?? true) && !there.has(`${source.ref.kind} ${source.ref.name}`));
  }
  const files = [...left].flatMap(([file, isLeft]) => (isLeft ? [file] : []));
  const [first] = files;
  if (first === undefined) return undefined;
  const folders = sources.sort('kustomization').map(({ origin }) => folderOf(origin.file));
  const folder = folders.find((one) => one === folderOf(first)) ?? folders[0] ?? '';
  return `not checked: the objects in ${count(files.length, 'file')} that only a kustomization reads, as ${first}:\n  kubectl kustomize ${folder || '.'} | eco check -`;
}
