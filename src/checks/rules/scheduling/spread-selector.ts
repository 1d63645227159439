import type { Field } from '../../../manifest/field.js';
import { labelSelector, selects } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { chartNamespaces } from '../../../manifest/references/existing.js';
import { hiddenPods } from '../../../manifest/references/operated.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (app: string, mark = '') => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: DoNotSchedule
      labelSelector:${mark}
        matchLabels: { app: ${app} }
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`;

export const spreadSelector = rule({
  id: 'spread-selector',
  severity: 'warning',
  what: 'Pods are spread, or kept near or apart, by labels that no pod has, or by a key of nodes that is misspelt',
  why: 'The scheduler counts nobody: the replicas may all land on one node, and fall with it.',
  fix: 'Select the labels of the pod template.',
  exceptions: ['Namespaces in which charts or operators make pods, and terms that name other namespaces.'],
  source:
    'Kubernetes, concepts/scheduling-eviction/topology-spread-constraints; concepts/scheduling-eviction/assign-pod-node',
  wrong: example('shops', ' # <--'),
  right: example('shop'),
  *check({ set }) {
    for (const pod of set.podTemplates()) {
      for (const term of termsOf(pod)) {
        yield* key(term);
        yield* nobody(set, pod, term);
      }
    }
  },
});

interface Term {
  readonly at: Field;
  /** Whether the pod cannot be placed where nobody is found. */
  readonly seeks: boolean;
}

function termsOf({ spec }: PodTemplate): Term[] {
  const spread = spec.items('topologySpreadConstraints').map((at) => ({ at, seeks: false }));
  const affinity = spec.at('affinity');
  if (!affinity.exists) return spread;
  const near = ['podAffinity', 'podAntiAffinity'].flatMap((sort) => {
    const required = affinity.items([sort, 'requiredDuringSchedulingIgnoredDuringExecution']);
    const preferred = affinity.items([sort, 'preferredDuringSchedulingIgnoredDuringExecution']);
    return [
      ...required.map((at) => ({ at, seeks: sort === 'podAffinity' })),
      ...preferred.map((one) => ({ at: one.at('podAffinityTerm'), seeks: false })),
    ];
  });
  return [...spread, ...near];
}

// Labels that every node gets. Source: Kubernetes, reference/labels-annotations-taints.
const KEYS = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

function* key({ at, seeks }: Term): Iterable<Report> {
  const field = at.at('topologyKey');
  const near = KEYS.find((one) => isOneSlip(one, field.text ?? ''));
  if (near)
    yield report(field, `no node has the label "${field.text}"`, {
      severity: seeks ? 'error' : undefined,
      why: seeks ? 'No node fits: the pod stays Pending.' : undefined,
      fix: `Did you mean "${near}"?`,
    });
}

function* nobody(set: ManifestSet, { manifest, labels }: PodTemplate, { at, seeks }: Term): Iterable<Report> {
  const field = at.at('labelSelector');
  const selector = labelSelector(field.value);
  const { namespace } = manifest.ref;
  if (!selector || at.at('namespaces').exists || at.at('namespaceSelector').exists) return;
  if (selects(selector, labels) || [...selector.labels.values()].some(isTemplated)) return;
  if (namespace !== undefined && (chartNamespaces(set).has(namespace) || hiddenPods(set).has(namespace))) return;
  if (set.pods(namespace, selector).length > 0) return;
  const found = [...selector.labels].map(([name, value]) => `${name}=${value}`).join(',');
  const pods = namespace === undefined ? 'pod' : `pod of namespace "${namespace}"`;
  yield report(field, `no ${pods} has the labels ${found || 'that are asked for'}`, {
    severity: seeks ? 'error' : undefined,
    why: seeks ? 'No node fits: the pod stays Pending.' : undefined,
  });
}
