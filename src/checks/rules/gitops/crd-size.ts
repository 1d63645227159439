import { strings, text } from '../../../manifest/access.js';
import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { fieldOf } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';

const OPTIONS = 'syncPolicy.syncOptions';
const ANNOTATION = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];

const example = (options: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: monitoring
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://prometheus-community.github.io/helm-charts
    chart: kube-prometheus-stack${options === '' ? ' # <--' : ''}
    targetRevision: 56.21.1
  destination:
    server: https://kubernetes.default.svc
    namespace: monitoring
${options}`;

/** Of an annotation map, in bytes. Source: k8s.io/apimachinery, validation.TotalAnnotationSizeLimitB. */
const LIMIT = 262_144;

// Charts with a CRD of more than the limit, whose maintainers ask for server-side apply. Source: their READMEs.
const LARGE = new Set([
  'kube-prometheus-stack',
  'prometheus-operator-crds',
  'tigera-operator',
  'keda',
  'argo-cd',
  'cloudnative-pg',
  'eck-operator-crds',
]);

export const crdSize = rule({
  id: 'crd-size',
  severity: 'warning',
  what: 'An object is too large to be applied on the client side',
  why: 'The whole object is also kept in an annotation: above 262144 bytes the API server refuses it, "metadata.annotations: Too long".',
  fix: 'Add ServerSideApply=true to the syncOptions of its Application.',
  exceptions: ['Charts whose CRDs are left out (skipCrds).', 'Applications with Replace=true.'],
  source: 'Argo CD, user-guide/sync-options#server-side-apply; the READMEs of the charts',
  wrong: example(''),
  right: example(`  syncPolicy:
    syncOptions:
      - ServerSideApply=true
`),
  *check({ set }) {
    for (const { source, spec, chart } of applicationSources(set)) {
      if (!LARGE.has(chart) || source.at('helm.skipCrds').flag === true || isWhole(strings(spec.value, OPTIONS)))
        continue;
      const place = source.at('chart').exists ? source.at('chart') : source;
      yield report(place, `chart "${chart}" brings CRDs of more than ${LIMIT} bytes`);
    }
    for (const manifest of set.kind('CustomResourceDefinition')) {
      const owner = ownersOf(set).get(manifest);
      if (!owner || JSON.stringify(manifest.object).length <= LIMIT || isWhole(strings(owner.spec, OPTIONS))) continue;
      if (isWhole((text(manifest.object, ANNOTATION) ?? '').split(','))) continue;
      yield report(fieldOf(manifest, 'metadata.name'), `"${manifest.ref.name}" has more than ${LIMIT} bytes`);
    }
  },
});

function isWhole(options: readonly string[]): boolean {
  return options.some((option) => ['ServerSideApply=true', 'Replace=true'].includes(option.trim()));
}
