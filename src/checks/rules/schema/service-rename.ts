import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { chartNamespaces } from '../../../manifest/references/existing.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { listed, quoted } from '../../../values/listed.js';
import { isRenamed } from '../../../values/renamed.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (declared: string, mark = '') => `
apiVersion: v1
kind: Namespace
metadata:
  name: ${declared}${mark}
  labels: { istio-injection: enabled }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: images
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://github.com/team/shop.git
    path: k8s/images
  destination:
    server: https://kubernetes.default.svc
    namespace: images
  syncPolicy:
    syncOptions: [CreateNamespace=true]
---
apiVersion: v1
kind: Pod
metadata:
  name: images
  namespace: images
spec:
  containers:
    - name: app
      image: docker.io/library/nginx:1.27.0
`;

export const serviceRename = rule({
  id: 'service-rename',
  severity: 'error',
  what: 'A namespace stayed behind under its old name, and with it the labels of the new one',
  why: 'Argo CD makes the new namespace without labels: no sidecar is injected, and policies that go by them leave it out.',
  fix: 'Rename the declared namespace.',
  exceptions: [
    'Namespaces in which something runs, of which both are declared, or that have no labels but their name.',
    'Names that differ in more than a plural or an ending.',
    'Policies of which the new namespace has namesakes.',
  ],
  source: 'Argo CD, user-guide/sync-options#create-namespace',
  wrong: example('image', ' # <--'),
  right: example('images'),
  *check({ set }) {
    const declared = new Set(set.kind('Namespace').map(({ ref }) => ref.name));
    const filled = filledNamespaces(set);
    for (const manifest of set.kind('Namespace')) {
      const { name } = manifest.ref;
      if (filled.has(name) || !hasMeaning(fieldOf(manifest, 'metadata.labels').entries())) continue;
      const renamed = [...filled].find((other) => !declared.has(other) && isRenamed(name, other));
      if (renamed === undefined) continue;
      yield report(
        fieldOf(manifest, 'metadata.name'),
        `nothing runs in namespace "${name}"; "${renamed}", in which the pods are, is not declared`,
        { fix: `Rename it to "${renamed}".` },
      );
    }
    yield* policiesLeft(set, filled);
  },
});

/** Policies in a namespace that its pods have left: none of them is where the pods are now. */
function* policiesLeft(set: ManifestSet, filled: ReadonlySet<string>): Iterable<Report> {
  const policies = groupBy(set.kind('NetworkPolicy'), ({ ref }) => ref.namespace ?? 'default');
  for (const [old, left] of policies) {
    const isFilled = filled.has(old) || chartNamespaces(set).has(old) || hiddenPods(set).has(old);
    const renamed = isFilled ? undefined : [...filled].find((other) => isRenamed(old, other));
    if (renamed === undefined) continue;
    const gone = left.filter(({ ref }) => !set.find('NetworkPolicy', renamed, ref.name));
    yield* folded(
      gone,
      (manifest) => ({ manifest, path: [] }),
      (all) => ({
        ...report(
          fieldOf(all[0], 'metadata.namespace'),
          `${listed(quoted(all.map(({ ref }) => ref.name)))} stand in namespace "${old}", in which nothing runs: the pods are in "${renamed}"`,
          {
            why: 'What they open stays shut for these pods where another policy isolates them, and what they shut stays open.',
            fix: `Write namespace: ${renamed}.`,
          },
        ),
        about: { ...all[0].ref, namespace: renamed },
      }),
    );
  }
}

function filledNamespaces(set: ManifestSet): ReadonlySet<string> {
  return new Set(set.podTemplates().flatMap(({ manifest }) => manifest.ref.namespace ?? []));
}

// Labels that say who it is are no setting.
const NAMES = /^(?:name|kubernetes\.io\/metadata\.name|app\.kubernetes\.io\/.*|argocd\.argoproj\.io\/.*)$/;

function hasMeaning(labels: readonly (readonly [string, unknown])[]): boolean {
  return labels.some(([key]) => !NAMES.test(key));
}
