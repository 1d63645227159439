import type { ObjectRef } from '../../../diagnostic/diagnostic.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type FolderPattern, folderName, folderPatterns } from '../../gitops/folder-patterns.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: prod-${name}
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://github.com/team/shop.git
    path: apps/${name}
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;
const example = (...names: string[]) => `
apiVersion: v1 # <--
kind: ConfigMap
metadata:
  name: till
  namespace: shop
${names.map(application).join('')}`;

export const appMissing = rule({
  id: 'app-missing',
  severity: 'error',
  what: 'A folder of manifests has no Application, though each folder beside it has one',
  why: 'Nobody applies it: its manifests never reach the cluster, and what is changed in them neither.',
  fix: 'Add an Application for the folder, or remove it.',
  exceptions: [
    'Fewer than four folders beside it that have one, or many that have none.',
    'Where the Applications are not called after their folders, it is a warning.',
    "Folders of Applications and of Argo CD's own settings: who installs Argo CD applies them.",
    'Generators that look at folders or clusters: what they make is not written down.',
  ],
  source: 'Argo CD, operator-manual/cluster-bootstrapping',
  exampleFile: 'apps/till/all.yaml',
  wrong: example('cart', 'desk', 'mail', 'stock'),
  right: example('cart', 'desk', 'mail', 'stock', 'till').replace(' # <--', ''),
  *check({ set }) {
    const patterns = folderPatterns(set);
    if (patterns.length === 0) return;
    const sets = set.fields('ApplicationSet');
    const isWritten = sets.every((one) => one.items('spec.generators').every((made) => made.at('list').exists));
    if (!isWritten) return;
    // What lies beside the elements of a list is for its rule.
    const listed = new Set(
      sets.map((one) => (one.at('spec.template.spec.source.path').text ?? '').replace(/\{\{.*?\}\}/, '*')),
    );
    for (const pattern of patterns) if (!listed.has(`${pattern.before}*${pattern.after}`)) yield* unread(set, pattern);
  },
});

function* unread(set: ManifestSet, pattern: FolderPattern): Iterable<Report> {
  const { before, after, members } = pattern;
  const owners = ownersOf(set);
  const folders = groupBy(set.manifests, ({ origin }) => folderName(origin.file, before, after));
  const alone = [...folders].flatMap(([name, all]) => {
    const own = all.some((one) => owners.has(one))
      ? []
      : all.filter((one) => !isArgoCd(one)).map((one) => fieldOf(one));
    return name === undefined || own.length === 0 ? [] : [{ name, own }];
  });
  // Many that nobody applies are left out on purpose.
  if (alone.length > Math.max(1, members.size / 5)) return;
  for (const { name, own } of alone) {
    const [first, ...rest] = own;
    if (!first) continue;
    const called = calledAlike(members, name);
    const told = called ? `, as "${called.name}" would` : '';
    const folder = `${before}${name}${after}`;
    const found = report(
      first,
      `no Application applies "${folder}"${told}: each of ${members.size} beside it has one`,
      {
        also: rest,
        severity: called ? undefined : 'warning',
      },
    );
    yield { ...found, ...(called && { about: called }) };
  }
}

/** Argo CD's own, which is there before any Application is. */
function isArgoCd({ ref }: Manifest): boolean {
  return /^(?:Application|ApplicationSet|AppProject)$/.test(ref.kind) || ref.name.startsWith('argocd-');
}

/** The Application that is missing, where most of its neighbours are called after their folders in one way. */
function calledAlike(members: FolderPattern['members'], name: string): ObjectRef | undefined {
  const ways = [...members].map(([folder, { ref }]) => ({ ref, parts: ref.name.split(folder) }));
  const [most = []] = [...groupBy(ways, ({ ref, parts }) => JSON.stringify([ref.namespace, parts])).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const [first] = most;
  if (first?.parts.length !== 2 || most.length * 2 <= members.size) return undefined;
  return { ...first.ref, name: first.parts.join(name) };
}
