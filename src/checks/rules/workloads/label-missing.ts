import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { allPolicies } from '../../../network/policies.js';
import { listed, quoted } from '../../../values/listed.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { serviceName, sortOf } from '../../workloads/variables.js';

const pod = (name: string, labels: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
  labels: { app: ${name}${labels} }${mark}
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
`;
const example = (
  last: string,
  mark = '',
) => `${['cart', 'stock', 'till', 'user'].map((name) => pod(name, ', tier: web')).join('')}${pod('shop', last, mark)}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: api
spec:
  podSelector:
    matchLabels: { tier: web }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: {}
`;

export const labelMissing = rule({
  id: 'label-missing',
  severity: 'warning',
  what: 'A pod lacks a label that all others of its sort have, and that something selects by',
  why: 'Subsets, policies and monitors that go by the label leave this one out.',
  fix: 'Add the label to the pod template.',
  exceptions: [
    'Labels by which nothing is selected.',
    'Where fewer than four have it, or the pods of more than one service do not.',
    'Jobs and CronJobs.',
  ],
  source: 'Kubernetes, concepts/overview/working-with-objects/common-labels',
  wrong: example('', ' # <--'),
  right: example(', tier: web'),
  *check({ set }) {
    const used = usedKeys(set);
    if (used.size === 0) return;
    const pods = set.podTemplates().filter(({ manifest }) => !/Job$/.test(manifest.ref.kind));
    const lacking = new Map<PodTemplate, string[]>();
    for (const alike of groupBy(pods, (pod) => sortOf(serviceName(pod))).values()) {
      for (const key of used) {
        const { odd = [] } = oddOnesOut(alike, ({ labels }) => (labels.has(key) ? 'yes' : undefined)) ?? {};
        // Several services that do alike chose to.
        if (new Set(odd.map(serviceName)).size > 1) continue;
        for (const one of odd) lacking.set(one, [...(lacking.get(one) ?? []), key]);
      }
    }
    yield* together(lacking);
  },
});

/** One report for all that lack the same. */
function* together(lacking: ReadonlyMap<PodTemplate, readonly string[]>): Iterable<Report> {
  for (const [keys, entries] of groupBy(lacking, ([, keys]) => keys.join())) {
    const pods = entries.map(([pod]) => pod);
    yield* folded(pods, labelsIn, (left) => {
      const names = listed(left.map(({ manifest }) => `"${manifest.ref.name}"`));
      return report(
        labelsIn(left[0]),
        `${names} ${left.length > 1 ? 'have' : 'has'} no label ${listed(quoted(keys.split(',')))}, as others of their sort have`,
      );
    });
  }
}

function labelsIn({ field }: PodTemplate): Field {
  const labels = field.at('metadata.labels');
  return labels.exists ? labels : field.at('metadata');
}

/** Keys by which pods are selected or told apart. */
function usedKeys(set: ManifestSet): ReadonlySet<string> {
  const maps = [
    ...set.fields('DestinationRule').flatMap((root) => root.items('spec.subsets').map((one) => one.at('labels'))),
    ...allPolicies(set).flatMap(({ manifest, ingress, egress }) => [
      fieldOf(manifest, 'spec.podSelector.matchLabels'),
      ...[...(ingress ?? []), ...(egress ?? [])]
        .flatMap(({ peers = [] }) => peers)
        .flatMap((peer) => ('range' in peer ? [] : [peer.field.at('podSelector.matchLabels')])),
    ]),
    ...set.fields('PodMonitor').map((root) => root.at('spec.selector.matchLabels')),
  ];
  const listedKeys = [...set.fields('ServiceMonitor'), ...set.fields('PodMonitor')].flatMap((root) =>
    root.items('spec.podTargetLabels').flatMap(({ text }) => text ?? []),
  );
  return new Set([...maps.flatMap((map) => map.entries().map(([key]) => key)), ...listedKeys]);
}
