import { isAutoscaled } from '../../../cluster/scheduling.js';
import { loadsOf, type Pool, poolsOf } from '../../../cluster/scheduling-load.js';
import { Mi } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';

const example = (limit: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
  namespace: api
spec:
  serviceName: shop
  replicas: 2
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
            requests: { cpu: 100m, memory: 256Mi }
            limits: { memory: ${limit} }
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  clusterIP: None
  selector: { app: shop }
  ports:
    - { name: http, port: 8000 }
`;

export const nodeOvercommit = rule({
  id: 'node-overcommit',
  severity: 'warning',
  what: 'Memory limits of the pods of a node exceed together what it has',
  why: 'When they use what they may, the kernel kills one of them, and not always the one that uses most.',
  fix: 'Lower the limits until they fit together, or use a larger machine.',
  exceptions: [
    'Pods that can run on every node: the scheduler spreads them.',
    'Nodes whose pods request more than there is: node-capacity.',
    'Clusters whose nodes come and go by themselves (Karpenter, Cluster API).',
    'CPU: who wants more than there is only gets slower.',
  ],
  source:
    'Kubernetes, concepts/configuration/manage-resources-containers; concepts/scheduling-eviction/node-pressure-eviction',
  needs: ['nodes'],
  exampleFacts: {
    nodes: ['shop', 'auth'].map((domain) => ({
      name: `node-${domain}`,
      labels: { domain },
      taints: [],
      allocatable: { cpu: 2000, memory: 1024 * Mi, pods: 110 },
      system: { cpu: 200, memory: 200 * Mi, pods: 4 },
    })),
  },
  wrong: example('512Mi').replace('512Mi }', '512Mi } # <--'),
  right: example('384Mi'),
  *check({ set, facts: { nodes } }) {
    if (isAutoscaled(set)) return;
    for (const pool of poolsOf(loadsOf(set, nodes))) if (pool.nodes.length < nodes.length) yield* together(pool);
  },
});

/** Memory that the pods of some nodes may use together. */
function* together(pool: Pool): Iterable<Report> {
  const limited = pool.own
    .flatMap(({ memoryLimit, demand, pod }) => {
      const pods = demand?.steady ?? pool.nodes.length;
      return memoryLimit === undefined ? [] : [{ pod, sum: memoryLimit * pods }];
    })
    .toSorted((a, b) => b.sum - a.sum);
  const sum = limited.reduce((all, one) => all + one.sum, 0);
  const [largest, ...rest] = limited.map(({ pod }) => {
    const { field } = pod.containers.find(({ role }) => role === 'main') ?? pod;
    return field.at('resources.limits.memory');
  });
  if (!largest || sum <= pool.capacity.memory || pool.steady.memory > pool.capacity.memory) return;
  const where = pool.nodes.length === 1 ? `"${pool.nodes[0]?.name}" has` : `${pool.nodes.length} nodes have`;
  yield report(
    largest,
    `pods may use ${Math.ceil(sum / Mi)}Mi of memory, ${where} ${Math.floor(pool.capacity.memory / Mi)}Mi`,
    { also: rest },
  );
}
