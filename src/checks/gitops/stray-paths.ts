import { type ApplicationSource, applicationSources } from '../../manifest/argocd/application-sources.js';
import { folderOf } from '../../manifest/files/source-sorts.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** So many that agree are a convention. */
const LEAST = 4;

/**
 * Reports paths that are not written as those beside them are: from a folder below the root of the repository, or
 * without the environment at their end.
 */
export function* strayPaths(set: ManifestSet, isOwn: (url: string) => boolean): Iterable<Report> {
  const own = applicationSources(set).filter(({ source }) => isOwn(source.at('repoURL').text ?? ''));
  if (own.length < LEAST) return;
  yield* belowRoot(own, set);
  yield* shortened(own, set);
}

/** What every path begins with before its first placeholder, where that is more than a word. */
function startOf({ source }: ApplicationSource): string {
  return (source.at('path').text ?? '').replace(/\{\{[\s\S]*$/, '').replace(/^\.?\/|\/[^/]*$/g, '');
}

function* belowRoot(own: readonly ApplicationSource[], set: ManifestSet): Iterable<Report> {
  const places = placesOf(set, new Set(own.map(startOf).filter((start) => start !== '')));
  const roots = new Map<string, number>();
  for (const one of own)
    for (const place of places.get(startOf(one)) ?? []) roots.set(place, (roots.get(place) ?? 0) + 1);
  const [most] = [...roots].toSorted(([, a], [, b]) => b - a);
  if (!most || most[1] < LEAST || most[1] * 2 <= own.length) return;
  const [root] = most;
  for (const one of own) {
    const [place, ...more] = places.get(startOf(one)) ?? [];
    if (place === undefined || more.length > 0 || place === root || !place.startsWith(root)) continue;
    const at = one.source.at('path');
    const between = place.slice(root.length);
    yield report(
      at,
      `there is no folder "${startOf(one)}" from the root of the repository, there is "${between}${startOf(one)}"`,
      {
        why: 'Argo CD finds no such path: ComparisonError, "app path does not exist".',
        fix: `Write path: ${between}${at.text ?? ''}.`,
      },
    );
  }
}

/** Below which folders of the tree each path lies. */
function placesOf(set: ManifestSet, paths: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  const seen = new Set<string>();
  for (const file of new Set(set.manifests.map(({ origin }) => origin.file))) {
    for (let folder = folderOf(file); folder !== '' && !seen.has(folder); folder = folderOf(folder)) {
      seen.add(folder);
      for (let start = 0; start >= 0; ) {
        const rest = folder.slice(start);
        if (paths.has(rest)) places.set(rest, (places.get(rest) ?? new Set<string>()).add(folder.slice(0, start)));
        const slash = folder.indexOf('/', start);
        start = slash < 0 ? -1 : slash + 1;
      }
    }
  }
  return places;
}

/** A path that ends where those beside it go on to the environment of this set. */
function* shortened(own: readonly ApplicationSource[], set: ManifestSet): Iterable<Report> {
  if (set.name === '') return;
  const paths = own.map(({ source }) => (source.at('path').text ?? '').replace(/\/$/, ''));
  const ending = `/${set.name}`;
  const whole = groupBy(
    paths.filter((path) => path.endsWith(ending)),
    (path) => folderOf(folderOf(path)),
  );
  for (const [i, path] of paths.entries()) {
    const parent = folderOf(path);
    const source = own[i]?.source;
    const beside = whole.get(parent) ?? [];
    if (!source || parent === '' || path.endsWith(ending) || beside.length < LEAST || source.at('directory').exists)
      continue;
    if (!set.manifests.some(({ origin }) => `/${origin.file}`.includes(`/${path}${ending}`))) continue;
    yield report(source.at('path'), `"${path}" ends before "${set.name}", and ${beside.length} beside it do not`, {
      why: 'Argo CD reads what stands right in the folder, which holds a folder for each environment: it finds no manifests.',
      fix: `Write path: ${path}${ending}.`,
    });
  }
}
