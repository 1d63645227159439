import type { Facts } from '../../../cluster/facts.js';
import { fieldOf } from '../../../manifest/field.js';
import { KINDS, rowOf } from '../../../manifest/kinds.js';
import { apiGroup, type Manifest } from '../../../manifest/manifest.js';
import { didYouMean, isOneSlip } from '../../../values/did-you-mean.js';
import { listed, quoted } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';
import { type NoVersion, noVersion } from '../../schema/custom-versions.js';
import { isBuiltIn } from '../../schema/errors.js';
import { isKnownKind, kindsNamed, servedApis } from '../../schema/known-apis.js';

export const crdApiVersion = rule({
  id: 'crd-api-version',
  severity: 'error',
  what: 'A kind does not exist under that name in that group, or not in that version',
  why: 'The API server answers "no matches for kind", and the sync of the whole Application fails.',
  fix: 'Write apiVersion and kind as the definition has them.',
  exceptions: [
    'Groups of which no kind is known.',
    'Kinds whose definition is in the set; of those it is their versions that count.',
    'A version of a custom resource above all that we know is a warning: a later release may have it.',
  ],
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
    // Hundreds of objects are of few kinds.
    const right = new Map<string, Set<string>>();
    for (const manifest of set.manifests) {
      const { apiVersion, kind } = manifest.ref;
      const kinds = right.get(apiVersion) ?? new Set();
      if (kinds.has(kind)) continue;
      if (rowOf(manifest.object) || isKnownKind(apiVersion, kind, facts)) {
        const wrong = noVersion(set, manifest.ref);
        if (wrong) yield version(manifest, wrong);
        else right.set(apiVersion, kinds.add(kind));
      } else if (!graph.from(manifest).some(({ row }) => row.to === 'CustomResourceDefinition')) {
        yield* unknown(manifest, facts);
      }
    }
  },
});

function version(manifest: Manifest, { known, isDefined, mayCome }: NoVersion): Report {
  const { apiVersion, kind } = manifest.ref;
  const denied = isDefined
    ? `is not served as "${apiVersion}" by its definition`
    : `is served as "${apiVersion}" by no release that we know`;
  const near = didYouMean(apiVersion, known) ?? known[0];
  return report(fieldOf(manifest, 'apiVersion'), `${kind} ${denied}, but as ${listed(quoted(known))}`, {
    severity: mayCome ? 'warning' : undefined,
    fix: `Did you mean "${near}"?`,
  });
}

function* unknown(manifest: Manifest, facts: Facts): Iterable<Report> {
  const { apiVersion, kind } = manifest.ref;
  const group = apiGroup(apiVersion);
  const same = kindsNamed(kind, facts);
  const cased = same.find(([inGroup]) => inGroup === group);
  if (cased) {
    yield report(fieldOf(manifest, 'kind'), `"${kind}" is no kind of "${apiVersion}", the kind is "${cased[1]}"`, {
      fix: `Write kind: ${cased[1]}.`,
    });
    return;
  }
  const own = isBuiltIn(group);
  // In a group that is another's, a kind that we do not know may well be.
  const other = same.find(([inGroup]) => own || isMeant(group, inGroup));
  const kinds = new Set([...servedApis(facts), ...KINDS].filter((api) => api.group === group).map((api) => api.kind));
  if (other) {
    // Where the kinds of this group went: api-removed.
    if (group === 'extensions' && /^(?:apps|networking\.k8s\.io)$/.test(other[0])) return;
    const meant = other[0] === '' ? 'v1' : other[0];
    yield report(fieldOf(manifest, 'apiVersion'), `"${kind}" is no kind of "${apiVersion}", it is one of "${meant}"`, {
      fix: other[0] === '' ? 'Write apiVersion: v1.' : `Write an apiVersion of the group ${meant}.`,
    });
  } else if (kinds.size > 0) {
    const near = own ? didYouMean(kind, kinds) : [...kinds].find((one) => isOneSlip(one, kind));
    if (own || near)
      yield report(fieldOf(manifest, 'kind'), `"${kind}" is no kind of "${apiVersion}"`, {
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
  }
}

/** Whether a group is another one with a slip, with a part left out (`rbac.k8s.io`), with another end or beginning. */
function isMeant(group: string, other: string): boolean {
  const [labels, own] = [group.split('.'), other.split('.')];
  const isCut = own.length > labels.length && labels.every((label) => own.includes(label));
  const hasOtherEnd = labels.length > 2 && labels.slice(0, -1).join('.') === own.slice(0, -1).join('.');
  // Of one maker: networking.istio.io and telemetry.istio.io.
  const isSister =
    own.length > 2 && labels.length === own.length && labels.slice(1).join('.') === own.slice(1).join('.');
  return isCut || hasOtherEnd || isSister || isOneSlip(group, other);
}
