import { isAutoscaled } from '../../../cluster/scheduling.js';
import { type Load, loadsOf, type Pool, poolsOf } from '../../../cluster/scheduling-load.js';
import { fieldOf } from '../../../manifest/field.js';
import { Mi } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';

const example = (replicas: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      nodeSelector: { domain: shop }
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
          resources:
            requests: { cpu: 10m, memory: 16Mi }
`;

export const maxPods = rule({
  id: 'max-pods',
  severity: 'warning',
  what: 'More pods are pinned to nodes than those may have',
  why: 'A node takes so many pods, however small they are: the others stay Pending with "Too many pods".',
  fix: 'Fewer replicas, or a larger machine: where each pod has an address of the VPC, the interfaces decide.',
  needs: ['nodes'],
  exceptions: ['Nodes that come and go by themselves.', 'Pods that can run elsewhere too.'],
  source: 'Amazon VPC CNI, eni-max-pods.txt; Kubernetes, reference/config-api/kubelet-config.v1beta1, maxPods',
  exampleFacts: {
    nodes: [
      {
        name: 'shop-1',
        labels: { domain: 'shop' },
        taints: [],
        allocatable: { cpu: 2000, memory: 1024 * Mi, pods: 4 },
        system: { cpu: 100, memory: 100 * Mi, pods: 2 },
      },
      {
        name: 'other',
        labels: { domain: 'other' },
        taints: [],
        allocatable: { cpu: 2000, memory: 1024 * Mi, pods: 4 },
        system: { cpu: 0, memory: 0, pods: 0 },
      },
    ],
  },
  wrong: example('3 # <--'),
  right: example('1'),
  *check({ set, facts: { nodes } }) {
    if (isAutoscaled(set)) return;
    const loads = loadsOf(set, nodes);
    for (const pool of poolsOf(loads)) yield* crowded(pool, loads);
  },
});

/** The largest of a pool's workloads, when all that must run there are more than its nodes may have. */
function* crowded({ nodes, own }: Pool, loads: readonly Load[]): Iterable<Report> {
  const names = new Set(nodes.map(({ name }) => name));
  const inside = loads.filter((load) => load.nodes.every(({ name }) => names.has(name)));
  const sum = (of: (load: Load) => number) => inside.reduce((total, load) => total + of(load), 0);
  const offers = nodes.reduce((total, { allocatable, system }) => total + allocatable.pods - system.pods, 0);
  const steady = sum(({ demand, nodes: on }) => demand?.steady ?? on.length);
  const most = sum(({ demand, nodes: on }) => (demand ? demand.most + demand.surge(demand.most).pods : on.length));
  const needs = steady > offers ? steady : most;
  const [largest] = own
    .filter(({ demand }) => demand !== undefined)
    .toSorted((a, b) => (b.demand?.most ?? 0) - (a.demand?.most ?? 0));
  if (needs <= offers || !largest) return;
  const where = nodes.length === 1 ? `"${nodes[0]?.name}"` : `${nodes.length} nodes`;
  const when = steady > offers ? '' : ' at the most that autoscalers and updates ask for';
  const also = inside.length > 1 ? ` with ${inside.length - 1} more workloads` : '';
  const place = fieldOf(largest.manifest, 'spec.replicas');
  yield report(
    place.exists ? place : fieldOf(largest.manifest, 'spec'),
    `"${largest.manifest.ref.name}"${also} needs ${needs} pods${when}, and ${where} may have ${Math.max(0, offers)} more`,
  );
}
