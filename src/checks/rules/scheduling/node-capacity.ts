import { isAutoscaled } from '../../../cluster/scheduling.js';
import type { Demand, Surge } from '../../../cluster/scheduling-demand.js';
import { type Load, loadsOf, type Pool, poolsOf } from '../../../cluster/scheduling-load.js';
import { Mi } from '../../../values/quantity.js';
import { type Report, rule } from '../../rule.js';
import { type Excess, excess } from '../../scheduling/excess.js';
import { shortageReport } from '../../scheduling/shortage.js';

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
            requests: { cpu: 100m, memory: 256Mi }
`;

export const nodeCapacity = rule({
  id: 'node-capacity',
  severity: 'error',
  what: 'Pods request more than their nodes offer, at rest or while they roll out',
  why: 'The pods that do not fit stay Pending.',
  fix: 'Fewer replicas, smaller requests, or a larger machine.',
  exceptions: [
    'An autoscaler that may ask for more than fits is a warning.',
    'Memory limits that exceed the node together: node-overcommit.',
    'A rolling update that may stop an old pod first is a warning: it goes on, with less than is wanted.',
    'Jobs and CronJobs: they wait for room.',
    'Clusters whose nodes come and go by themselves (Karpenter, Cluster API).',
  ],
  source:
    'Kubernetes, concepts/configuration/manage-resources-containers and concepts/workloads/controllers/deployment',
  needs: ['nodes'],
  exampleFacts: {
    nodes: [
      {
        name: 'node-shop',
        labels: { domain: 'shop' },
        taints: [],
        allocatable: { cpu: 2000, memory: 1024 * Mi, pods: 110 },
        system: { cpu: 200, memory: 200 * Mi, pods: 4 },
      },
    ],
  },
  wrong: example('3 # <--'),
  right: example('2'),
  *check({ set, facts: { nodes } }) {
    if (isAutoscaled(set)) return;
    const full: Pool[] = [];
    for (const pool of poolsOf(loadsOf(set, nodes))) {
      // What is too much for some nodes is too much for more nodes that hold them: one cause.
      const inside = full.some((other) => other.nodes.every((node) => pool.nodes.includes(node)));
      const found = inside ? [] : [...check(pool)];
      if (found.some(({ severity }) => severity === undefined)) full.push(pool);
      yield* found;
    }
  },
});

function* check(pool: Pool): Iterable<Report> {
  const workloads = pool.own.flatMap((load) => (load.demand ? [{ load, demand: load.demand }] : []));
  const biggest = workloads.toSorted(
    (a, b) => b.load.requests.memory * b.demand.steady - a.load.requests.memory * a.demand.steady,
  );
  const steady = tooMuch(pool, biggest);
  if (steady) {
    // The others on these nodes have too little for the same reason.
    yield shortageReport({ pool, ...steady, replicas: steady.demand.steady, surge: NO_SURGE });
    return;
  }
  for (const { load, demand } of biggest) {
    const surge = demand.surge(demand.steady);
    const rolling = excess(pool, load, demand, demand.steady + surge.pods);
    if (rolling) {
      const severity = surge.blocks ? undefined : 'warning';
      yield shortageReport({ pool, load, demand, excess: rolling, replicas: demand.steady, surge, severity });
      continue;
    }
    const peak = demand.surge(demand.most);
    const scaled = demand.most > demand.steady ? excess(pool, load, demand, demand.most + peak.pods) : undefined;
    if (scaled)
      yield shortageReport({
        pool,
        load,
        demand,
        excess: scaled,
        replicas: demand.most,
        surge: peak,
        severity: 'warning',
      });
  }
}

interface Workload {
  readonly load: Load;
  readonly demand: Demand;
}

/** Of workloads that do not fit at rest, the one that will want most of what is short: fewer of it mend most. */
function tooMuch(pool: Pool, workloads: readonly Workload[]): (Workload & { readonly excess: Excess }) | undefined {
  const short = workloads.flatMap((one) => {
    const found = excess(pool, one.load, one.demand, one.demand.steady);
    return found ? [{ ...one, excess: found }] : [];
  });
  const resource = short[0]?.excess.resource ?? 'memory';
  const atPeak = ({ load, demand }: Workload) =>
    load.requests[resource] * (demand.steady + demand.surge(demand.steady).pods);
  return short.filter((one) => one.excess.resource === resource).toSorted((a, b) => atPeak(b) - atPeak(a))[0];
}

const NO_SURGE: Surge = { pods: 0, blocks: true, name: '' };
