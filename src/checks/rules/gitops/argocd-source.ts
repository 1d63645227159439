import { type ApplicationSource, applicationSources } from '../../../manifest/argocd/application-sources.js';
import { applicationsOf, barePath } from '../../../manifest/argocd/applications.js';
import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { chartRepositories } from '../../gitops/chart-repositories.js';
import { missingFolders } from '../../gitops/missing-folders.js';
import { otherEnvironment } from '../../gitops/other-environment.js';
import { filesOf, foldersOf } from '../../gitops/seen-folders.js';
import { strayPaths } from '../../gitops/stray-paths.js';
import { unreadSubfolders } from '../../gitops/unread-subfolders.js';
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
    yield* unreadSubfolders(set, sources);
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
  const written = barePath(source.at('path').text ?? '');
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
