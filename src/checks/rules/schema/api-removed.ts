import { fieldOf } from '../../../manifest/field.js';
import { apiGroup } from '../../../manifest/manifest.js';
import { apiVersionOf, servedApis } from '../../known-apis.js';
import { report, rule } from '../../rule.js';
import { isBuiltIn } from '../../schema-errors.js';

export const apiRemoved = rule({
  id: 'api-removed',
  severity: 'error',
  what: 'An object is written in a version of its API that the cluster does not serve',
  why: 'The API server answers "no matches for kind", and the sync of the whole Application fails.',
  fix: 'Write it in a version that is served; kubectl convert shows what else changes.',
  exceptions: ['Groups that the API server does not serve by itself: their versions are up to the definition.'],
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
    const served = new Map<string, Set<string>>();
    for (const api of servedApis(facts)) {
      const key = `${api.group}/${api.kind}`;
      served.set(key, (served.get(key) ?? new Set()).add(apiVersionOf(api)));
    }
    for (const manifest of set.manifests) {
      const { apiVersion, kind } = manifest.ref;
      const group = apiGroup(apiVersion);
      // What was in "extensions" moved to several groups long ago.
      const versions = served.get(`${group}/${kind}`) ?? (group === 'extensions' ? moved(kind, served) : undefined);
      if (!isBuiltIn(group) || !versions || versions.has(apiVersion)) continue;
      const cluster =
        facts.kubernetes === undefined ? 'any version of Kubernetes that we know' : `Kubernetes ${facts.kubernetes}`;
      const newest = [...versions].at(-1);
      yield report(fieldOf(manifest, 'apiVersion'), `${kind} of "${apiVersion}" is not served by ${cluster}`, {
        fix: `Write apiVersion: ${newest}, and what that version changed.`,
      });
    }
  },
});

function moved(kind: string, served: ReadonlyMap<string, Set<string>>): Set<string> | undefined {
  return served.get(`networking.k8s.io/${kind}`) ?? served.get(`apps/${kind}`);
}
