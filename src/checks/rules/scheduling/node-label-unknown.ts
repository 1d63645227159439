import type { NodeFacts } from '../../../cluster/facts.js';
import { candidatesFor, isAutoscaled } from '../../../cluster/scheduling.js';
import type { Field } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';

const AFFINITY = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';

export const nodeLabelUnknown = rule({
  id: 'node-label-unknown',
  severity: 'error',
  what: 'A pod asks for a node that the cluster does not have',
  why: 'The pod stays Pending: no node has these labels.',
  fix: 'Ask for labels that a node has, or label the node.',
  exceptions: ['Clusters whose nodes come and go by themselves (Karpenter, Cluster API).'],
  source: 'Kubernetes, concepts/scheduling-eviction/assign-pod-node',
  needs: ['nodes'],
  exampleFacts: {
    nodes: [
      {
        name: 'node-shop',
        labels: { domain: 'shop' },
        taints: [],
        allocatable: { cpu: 2000, memory: 2 ** 31, pods: 110 },
        system: { cpu: 0, memory: 0, pods: 0 },
      },
    ],
  },
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  nodeSelector:
    domain: shops # <--
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  nodeSelector:
    domain: shop
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
`,
  *check({ set, facts: { nodes } }) {
    if (isAutoscaled(set)) return;
    for (const spec of set.placements()) {
      if (candidatesFor(spec.value, nodes).selected.length > 0) continue;
      const selector = spec.at('nodeSelector');
      const entries = selector.entries();
      if (entries.some(([, { text }]) => text !== undefined && isTemplated(text))) continue;
      const unknown = entries.find(([key, { text }]) => !nodes.some((node) => node.labels[key] === text));
      if (unknown) yield label(unknown[0], unknown[1], nodes);
      else if (candidatesFor({ nodeSelector: selector.value ?? null }, nodes).selected.length === 0) {
        const all = entries.map(([key, { text }]) => `${key}=${text}`).join(',');
        yield report(selector, `no node has all of the labels "${all}"`);
      } else if (spec.at('nodeName').exists) {
        yield report(
          spec.at('nodeName'),
          `there is no node "${spec.at('nodeName').text}" with the labels that the pod asks for`,
        );
      } else yield report(spec.at(AFFINITY), 'no node meets the required affinity');
    }
  },
});

function label(key: string, field: Field, nodes: readonly NodeFacts[]) {
  const values = new Set(nodes.flatMap(({ labels }) => (Object.hasOwn(labels, key) && labels[key]) || []));
  const near = didYouMean(field.text ?? '', values);
  const nearKey = didYouMean(key, new Set(nodes.flatMap(({ labels }) => Object.keys(labels))));
  const fix =
    values.size === 0
      ? nearKey && `Did you mean the label "${nearKey}"?`
      : near
        ? `Did you mean "${near}"?`
        : `Nodes have ${key}=${[...values].sort().join(', ')}.`;
  return report(field, `no node has the label "${key}=${field.scalar ?? ''}"`, { fix });
}
