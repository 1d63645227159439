import { type ApplicationSource, applicationSources } from '../../../manifest/argocd/application-sources.js';
import { applicationsOf } from '../../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { environmentOf } from '../../../manifest/files/environment.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { chartRepositories } from '../../gitops/chart-repositories.js';
import { filledField } from '../../gitops/filled-field.js';
import { missingFolders } from '../../gitops/missing-folders.js';
import { type Folder, filesOf, foldersOf, seenFolders } from '../../gitops/seen-folders.js';
import { strayPaths } from '../../gitops/stray-paths.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string, repository: string, path = name) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: ${repository}
    path: dist/${path}
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;
const others = ['stock', 'desk', 'mail'].map((name) => application(name, 'https://github.com/team/shop.git')).join('');

export const argocdSource = rule({
  id: 'argocd-source',
  severity: 'error',
  what: 'An Application reads from a repository or folder that is not meant',
  why: 'Argo CD syncs what stands there, or nothing: the manifests beside the Application never arrive.',
  fix: 'Name this repository and the path from its root.',
  exceptions: [
    'Repositories of others: their paths are not known.',
    'Another repository whose path also exists here is a warning.',
  ],
  source: 'Argo CD, operator-manual/application.yaml; user-guide/directory',
  wrong: application('cart', 'https://github.com/me/shop.git # <--') + others,
  right: application('cart', 'https://github.com/team/shop.git') + others,
  exampleFile: 'dist/cart/all.yaml',
  *check({ set }) {
    yield* chartRepositories(set);
    const sources = applicationSources(set).filter(({ source }) => !source.at('chart').exists);
    if (sources.length === 0) return;
    const own = ownRepository(sources);
    const isOwn = isAddressOf(own);
    for (const one of sources) yield* check(one, own, isOwn, set);
    yield* missingFolders(set, isOwn);
    yield* strayPaths(set, isOwn);
    yield* otherEnvironment(set, sources);
    yield* below(set, sources);
  },
});

/** The repository of most Applications, where three or more agree. */
function ownRepository(sources: readonly ApplicationSource[]): string | undefined {
  const counts = new Map<string, number>();
  for (const [url, all] of groupBy(sources, ({ source }) => source.at('repoURL').text ?? '')) {
    const name = normal(url);
    if (name !== '' && !isTemplated(name)) counts.set(name, (counts.get(name) ?? 0) + all.length);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most && most[1] >= 3 ? most[0] : undefined;
}

/** Whether an address is that of the repository, however it is written. Hundreds of Applications have one and the same. */
function isAddressOf(own: string | undefined): (url: string) => boolean {
  const answers = new Map<string, boolean>();
  return (url) => {
    const answer = answers.get(url) ?? (own !== undefined && normal(url) === own);
    answers.set(url, answer);
    return answer;
  };
}

function normal(url: string): string {
  return url
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .toLowerCase();
}

function* check(
  one: ApplicationSource,
  own: string | undefined,
  isOwn: (url: string) => boolean,
  set: ManifestSet,
): Iterable<Report> {
  const { source } = one;
  const folders = foldersOf(set);
  const url = source.at('repoURL');
  const path = source.at('path');
  const written = pathIn(one, set);
  if (written === '' || isTemplated(written)) return;
  if (isHere(written, set)) {
    if (own !== undefined && url.text !== undefined && !isTemplated(url.text) && !isOwn(url.text))
      yield report(url, `path "${written}" is here, and repoURL names another repository than its neighbours`, {
        severity: 'warning',
        why: 'Argo CD syncs the folder of that other repository: what is merged here never arrives.',
        fix: `Write ${own}.git, unless the other one is meant.`,
      });
    return;
  }
  const steps = written.split('/');
  const nearer = steps
    .map((_, i) => steps.slice(i).join('/'))
    .find((one, i) => i > 0 && one.includes('/') && folders.has(one));
  if (nearer === undefined) {
    if (isOwn(url.text ?? '')) yield* slip(path, written, new Set([...folders, ...filesOf(set)]));
    return;
  }
  yield report(path, `there is no folder "${written}" from the root of the repository, there is "${nearer}"`, {
    severity: isOwn(url.text ?? '') ? 'error' : 'warning',
    why: 'Argo CD finds no such path: ComparisonError, "app path does not exist".',
    fix: `Write path: ${nearer}.`,
  });
}

/** The path that a source reads; of those that an ApplicationSet fills in, one that is here. */
function pathIn({ source, manifest }: ApplicationSource, set: ManifestSet): string {
  const written = trimmed(source.at('path').text ?? '');
  if (!isTemplated(written)) return written;
  const made = applicationsOf(set).filter((one) => one.manifest === manifest);
  return made.flatMap(({ paths }) => paths).find((path) => isHere(path, set)) ?? written;
}

/** Whether manifests lie there, or were rendered from there. */
function isHere(path: string, set: ManifestSet): boolean {
  return foldersOf(set).has(path) || (path.includes('/') && filesOf(set).has(path));
}

/** A path that leads nowhere, a letter away from one that is there. */
function* slip(path: Field, written: string, folders: ReadonlySet<string>): Iterable<Report> {
  const depth = written.split('/').length;
  const near = [...folders].find((one) => isOneSlip(one, written) && one.split('/').length === depth);
  if (near === undefined || depth < 2) return;
  yield report(path, `there is no folder "${written}", there is "${near}"`, {
    why: 'Argo CD finds no such path: ComparisonError, "app path does not exist".',
    fix: `Did you mean "${near}"?`,
  });
}

/** What another environment receives, where all others read what is meant for this one. */
function* otherEnvironment(set: ManifestSet, sources: readonly ApplicationSource[]): Iterable<Report> {
  if (set.name === '') return;
  const written = sources.map(({ source }) => source.at('path'));
  const fields = new Set(written.filter((at) => environmentOf(`${at.text}/x`) !== undefined));
  const filled = applicationsOf(set)
    .filter((one) => one.element !== undefined)
    .map((one) => ({ at: filledField(one, 'source.path'), path: one.paths[0] }))
    .filter(({ at, path }) => at.text === path);
  const named = [...[...fields].map((at) => ({ at, path: at.text })), ...filled].flatMap(({ at, path }) => {
    const environment = environmentOf(`${path}/x`);
    return path === undefined || environment === undefined ? [] : [{ at, path, environment }];
  });
  const found = oddOnesOut(named, ({ environment }) => environment);
  if (found?.usual !== set.name) return;
  for (const { at, path, environment } of found.odd)
    yield report(at, `"${path}" is of environment "${environment}", and this is "${set.name}"`, {
      why: 'The cluster receives what is meant for the other environment: its names, its sizes, its secrets.',
      fix: `Name the folder of "${set.name}".`,
    });
}

/** Manifests in folders below one that is read without what is below it, and that no other Application reads. */
function* below(set: ManifestSet, sources: readonly ApplicationSource[]): Iterable<Report> {
  const byPath = groupBy(sources, ({ source }) => trimmed(source.at('path').text ?? ''));
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

function trimmed(path: string): string {
  return path.replace(/^\.?\/|\/$/g, '');
}
