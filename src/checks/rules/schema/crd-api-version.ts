import { fieldOf } from '../../../manifest/field.js';
import { rowOf } from '../../../manifest/kinds.js';
import { apiGroup } from '../../../manifest/manifest.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';
import { isBuiltIn } from '../../schema/errors.js';
import { isKnownKind, kindsNamed, servedApis } from '../../schema/known-apis.js';

export const crdApiVersion = rule({
  id: 'crd-api-version',
  severity: 'error',
  what: 'A kind does not exist under that name in that group',
  why: 'The API server answers "no matches for kind", and the sync of the whole Application fails.',
  fix: 'Write apiVersion and kind as the definition has them.',
  exceptions: ['Groups of which no kind is known.', 'Kinds whose definition is in the set.'],
  source: 'Kubernetes, tasks/extend-kubernetes/custom-resources/custom-resource-definitions',
  wrong: `
apiVersion: v1 # <--
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector: {}
  endpoints:
    - port: http
`,
  right: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: shop
  namespace: api
spec:
  selector: {}
  endpoints:
    - port: http
`,
  *check({ set, graph, facts }) {
    for (const manifest of set.manifests) {
      const { apiVersion, kind } = manifest.ref;
      if (rowOf(manifest.object) || isKnownKind(apiVersion, kind, facts)) continue;
      const isDefined = graph.from(manifest).some(({ row }) => row.to === 'CustomResourceDefinition');
      if (isDefined) continue;
      const group = apiGroup(apiVersion);
      const same = kindsNamed(kind, facts);
      const cased = same.find(([inGroup]) => inGroup === group);
      if (cased) {
        yield report(fieldOf(manifest, 'kind'), `"${kind}" is no kind of "${apiVersion}", the kind is "${cased[1]}"`, {
          fix: `Write kind: ${cased[1]}.`,
        });
        continue;
      }
      // In a group that is another's, a kind that we do not know may well be.
      if (!isBuiltIn(group)) continue;
      const [other] = same;
      const kinds = new Set(
        servedApis(facts)
          .filter((api) => api.group === group)
          .map((api) => api.kind),
      );
      const near = didYouMean(kind, kinds);
      if (other) {
        yield report(
          fieldOf(manifest, 'apiVersion'),
          `"${kind}" is no kind of "${apiVersion}", it is one of "${other[0]}"`,
          {
            fix: `Write an apiVersion of the group ${other[0]}.`,
          },
        );
      } else if (kinds.size > 0) {
        yield report(fieldOf(manifest, 'kind'), `"${kind}" is no kind of "${apiVersion}"`, {
          fix: near ? `Did you mean "${near}"?` : undefined,
        });
      }
    }
  },
});
