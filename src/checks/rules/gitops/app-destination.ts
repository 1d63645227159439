import { applicationsOf, type DeclaredApplication, ownersOf } from '../../../manifest/argocd/applications.js';
import { groupBy } from '../../../manifest/group-by.js';
import { rowOf } from '../../../manifest/kinds.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { listed, quoted } from '../../../values/listed.js';
import { filledField } from '../../gitops/filled-field.js';
import { report, rule } from '../../rule.js';

const example = (namespace: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  namespace: shop
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/shop
  destination:
    server: https://kubernetes.default.svc
    namespace: ${namespace}
`;

export const appDestination = rule({
  id: 'app-destination',
  severity: 'warning',
  what: 'None of the objects of an Application stands in the namespace that it is applied to',
  why: 'The objects go where they say, and all that goes by the destination goes elsewhere: the namespace that Argo CD makes, the limits of the project, an object that says nothing.',
  fix: 'Name the namespace that the objects stand in.',
  exceptions: [
    'Applications of which some object says no namespace, or which apply Applications.',
    'Elements of an ApplicationSet whose name is the namespace too: nobody chose it for this one.',
  ],
  source: 'Argo CD, operator-manual/application.yaml: destination.namespace',
  wrong: example('shops # <--'),
  right: example('shop'),
  exampleFile: 'dist/shop/all.yaml',
  *check({ set }) {
    const owned = ownedBy(set);
    for (const one of applicationsOf(set)) {
      const { namespace } = one;
      if (namespace === undefined || isTemplated(namespace) || namespace === one.manifest.ref.namespace) continue;
      const places = placesOf(owned.get(one) ?? []);
      if (!places || places.has(namespace)) continue;
      const at = filledField(one, 'destination.namespace');
      if (one.element && at.path.at(-1) === 'name') continue;
      const where = listed(quoted([...places]));
      yield report(
        at,
        `"${one.name}" is applied to namespace "${namespace}", and all of its objects stand in ${where}`,
      );
    }
  },
});

/** The manifests that each Application applies. */
function ownedBy(set: ManifestSet): ReadonlyMap<DeclaredApplication | undefined, readonly Manifest[]> {
  if (applicationsOf(set).length === 0) return new Map();
  const owners = ownersOf(set);
  return groupBy(
    // Where the file of the Application itself lies says nothing of what it applies.
    set.manifests.filter((one) => owners.has(one) && owners.get(one)?.manifest !== one),
    (one) => owners.get(one),
  );
}

/** The namespaces of the objects that have one; undefined where one of them says none, or there are none. */
function placesOf(manifests: readonly Manifest[]): ReadonlySet<string> | undefined {
  const places = new Set<string>();
  for (const { object, ref } of manifests) {
    if (/^(?:Application|ApplicationSet|AppProject)$/.test(ref.kind)) return undefined;
    if (rowOf(object)?.scope === 'cluster') continue;
    if (ref.namespace === undefined) return undefined;
    places.add(ref.namespace);
  }
  return places.size > 0 ? places : undefined;
}
