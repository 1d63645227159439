import { object } from '../../../manifest/access.js';
import { fieldOf } from '../../../manifest/field.js';
import { apiGroup, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type Report, report, rule } from '../../rule.js';
import { unservedApis } from '../../schema/chart-apis.js';
import { isBuiltIn } from '../../schema/errors.js';
import { type ServedVersions, servedVersions } from '../../schema/known-apis.js';

export const apiRemoved = rule({
  id: 'api-removed',
  severity: 'error',
  what: 'An object is written in a version of its API that the cluster does not serve',
  why: 'The API server answers "no matches for kind", and the sync of the whole Application fails.',
  fix: 'Write it in a version that is served; kubectl convert shows what else changes.',
  exceptions: [
    'Groups that the API server does not serve by itself: their versions are up to the definition, or to the release of the operator that the set installs.',
  ],
  source: 'Kubernetes, reference/using-api/deprecation-guide',
  wrong: `
apiVersion: policy/v1beta1 # <--
kind: PodDisruptionBudget
metadata:
  name: shop
  namespace: api
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: shop }
`,
  right: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: shop
  namespace: api
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: shop }
`,
  *check({ set, facts }) {
    const served = servedVersions(facts);
    for (const manifest of set.manifests) {
      const { apiVersion, kind } = manifest.ref;
      const group = apiGroup(apiVersion);
      // What was in "extensions" moved to several groups long ago.
      const versions = served.get(`${group}/${kind}`) ?? (group === 'extensions' ? moved(kind, served) : undefined);
      if (!isBuiltIn(group) || !versions || versions.has(apiVersion)) continue;
      const cluster =
        facts.kubernetes === undefined ? 'any version of Kubernetes that we know' : `Kubernetes ${facts.kubernetes}`;
      const newest = [...versions].at(-1);
      const same = sameInVersion(manifest);
      yield report(fieldOf(manifest, 'apiVersion'), `${kind} of "${apiVersion}" is not served by ${cluster}`, {
        fix: `Write apiVersion: ${same ?? newest}${same ? '' : ', and what that version changed'}.`,
        ...(same && versions.has(same) ? { mend: { write: ['apiVersion'], text: same } } : {}),
      });
    }
    yield* unserved(set);
  },
});

/** Custom resources in a version that the operator which the set installs does not serve: one cause for each version. */
function* unserved(set: ManifestSet): Iterable<Report> {
  const unservedIn = unservedApis(set);
  if (unservedIn.size === 0) return;
  for (const manifest of set.manifests) {
    const { apiVersion, kind } = manifest.ref;
    const by = unservedIn.get(apiVersion);
    if (!by) continue;
    const cause = `chart "${by.chart}" ${by.release} does not serve "${apiVersion}" (${by.why})`;
    yield report(fieldOf(manifest, 'apiVersion'), `${kind} of "${apiVersion}": ${cause}`, {
      fix: `Write apiVersion: ${by.instead}.`,
      cause,
    });
  }
}

// Kinds that the next version took over as they were: nothing else is to be changed.
// Source: Kubernetes, reference/using-api/deprecation-guide, "no notable changes".
const UNCHANGED: Readonly<Record<string, string>> = {
  'autoscaling/v2beta2 HorizontalPodAutoscaler': 'autoscaling/v2',
  'batch/v1beta1 CronJob': 'batch/v1',
  'coordination.k8s.io/v1beta1 Lease': 'coordination.k8s.io/v1',
  'extensions/v1beta1 NetworkPolicy': 'networking.k8s.io/v1',
  'networking.k8s.io/v1beta1 IngressClass': 'networking.k8s.io/v1',
  'node.k8s.io/v1beta1 RuntimeClass': 'node.k8s.io/v1',
  'policy/v1beta1 PodDisruptionBudget': 'policy/v1',
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': 'rbac.authorization.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': 'rbac.authorization.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1 Role': 'rbac.authorization.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': 'rbac.authorization.k8s.io/v1',
  'scheduling.k8s.io/v1beta1 PriorityClass': 'scheduling.k8s.io/v1',
  'storage.k8s.io/v1beta1 CSIStorageCapacity': 'storage.k8s.io/v1',
  'storage.k8s.io/v1beta1 StorageClass': 'storage.k8s.io/v1',
};

/** The version in which the object means the same, every field of it. */
function sameInVersion({ ref, object: manifest }: Manifest): string | undefined {
  // An empty selector was none in v1beta1; in v1 it is every pod of the namespace.
  const meant = ref.kind !== 'PodDisruptionBudget' || Object.keys(object(manifest, 'spec.selector')).length > 0;
  return meant ? UNCHANGED[`${ref.apiVersion} ${ref.kind}`] : undefined;
}

function moved(kind: string, served: ServedVersions): ReadonlySet<string> | undefined {
  return served.get(`networking.k8s.io/${kind}`) ?? served.get(`apps/${kind}`);
}
