import { isAutoscaled } from '../../../cluster/scheduling.js';
import type { Demand, Surge } from '../../../cluster/scheduling-demand.js';
import { free, type Load, loadsOf, type Pool, poolsOf } from '../../../cluster/scheduling-load.js';
import type { Resources } from '../../../cluster/scheduling-resources.js';
import type { Field } from '../../../manifest/field.js';
import { listed } from '../../../values/listed.js';
import { parseBytes, parseCpu } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';

const Mi = 1024 * 1024;

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
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 3 # <--
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
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
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
`,
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
    yield finding(pool, steady.load, steady.demand, steady.excess, steady.demand.steady, NO_SURGE);
    return;
  }
  for (const { load, demand } of biggest) {
    const at = (pods: number) => excess(pool, load, demand, pods);
    const surge = demand.surge(demand.steady);
    const rolling = at(demand.steady + surge.pods);
    if (rolling) {
      yield finding(pool, load, demand, rolling, demand.steady, surge, surge.blocks ? undefined : 'warning');
      continue;
    }
    const peak = demand.surge(demand.most);
    const scaled = demand.most > demand.steady ? at(demand.most + peak.pods) : undefined;
    if (scaled) yield finding(pool, load, demand, scaled, demand.most, peak, 'warning');
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

/** What does not suffice. */
interface Excess {
  readonly resource: keyof Resources;
  readonly needs: number;
  readonly offers: number;
  readonly others: number;
}

/** Which resource is too small for that many pods of a workload, beside the steady pods of the others. */
function excess(pool: Pool, { requests }: Load, { steady }: Demand, pods: number): Excess | undefined {
  for (const resource of ['memory', 'cpu'] as const) {
    const each = requests[resource];
    if (each === 0) continue;
    const others = pool.steady[resource] - each * steady;
    const offers = pool.capacity[resource] - others;
    if (each * pods > offers) return { resource, needs: each * pods, offers, others };
    // A pod cannot be cut in two: what is left over on each node is lost.
    const slots = pool.nodes.reduce((sum, node) => sum + Math.max(0, Math.floor(free(node)[resource] / each)), 0);
    if (pods > slots) return { resource, needs: each * pods, offers: each * slots, others };
  }
  return undefined;
}

function finding(
  pool: Pool,
  load: Load,
  demand: Demand,
  { resource, needs, offers, others }: Excess,
  replicas: number,
  surge: Surge,
  severity?: 'warning',
): Report {
  const { manifest, requests } = load;
  const show = (amount: number, up = false) =>
    resource === 'cpu' ? `${Math.round(amount)}m` : `${up ? Math.ceil(amount / Mi) : Math.floor(amount / Mi)}Mi`;
  const where =
    pool.nodes.length === 1 ? `"${pool.nodes[0]?.name}", which offers` : `${pool.nodes.length} nodes, which offer`;
  const unit = resource === 'cpu' ? 'CPU' : 'memory';
  const message = `"${manifest.ref.name}" needs ${show(needs, true)} of ${unit} on ${where} ${show(Math.max(0, offers))}`;
  const many = surge.pods > 0 ? `(${replicas} + ${surge.pods} ${surge.name})` : `${replicas}`;
  const beside = neighbours(pool, load, resource);
  const each = listed(beside.map((one) => `"${one.load.manifest.ref.name}" ${show(one.asked[resource], true)}`));
  const sum = `${many} x ${show(requests[resource], true)}${others > 0 ? `, beside ${show(others, true)} of ${unit} that others ask for: ${each}` : ''}`;
  const fits = fitting(pool, load, demand);
  const pods = replicas > demand.steady ? demand.said.most : demand.said.steady;
  return report(fits > 0 ? pods : (biggest(load, resource) ?? pods), message, {
    why: `${sum}. ${consequence(surge, severity)}`,
    fix:
      fits > 0
        ? `${fits} ${fits === 1 ? 'replica fits' : 'replicas fit'} ${beside.length > 0 ? 'beside them; or fewer of the others,' : 'there; or'} smaller requests, or a larger machine.`
        : 'Smaller requests, or a larger machine: fewer replicas do not suffice.',
    severity,
    also: beside.flatMap((one) => one.load.demand?.said.steady ?? []),
  });
}

/** What else the nodes of a workload must hold, by who asks for most. */
function neighbours({ asks }: Pool, load: Load, resource: keyof Resources): Pool['asks'] {
  return asks
    .filter((one) => one.load !== load && one.asked[resource] > 0)
    .toSorted((a, b) => b.asked[resource] - a.asked[resource]);
}

/** What asks for most of what even a single pod has not: fewer pods mend nothing. */
function biggest({ pod }: Load, resource: keyof Resources): Field | undefined {
  const asked = pod.containers.flatMap(({ field }) => {
    const all = [`resources.requests.${resource}`, `resources.limits.${resource}`].map((path) => field.at(path));
    return all.find(({ exists }) => exists) ?? [];
  });
  const size = ({ value }: Field) =>
    typeof value === 'string' || typeof value === 'number' ? (quantity[resource](value) ?? 0) : 0;
  return asked.toSorted((a, b) => size(b) - size(a))[0];
}

const quantity = { cpu: parseCpu, memory: parseBytes };

function consequence({ pods, blocks }: Surge, severity: 'warning' | undefined): string {
  if (severity === 'warning' && pods > 0 && !blocks)
    return 'The new pods stay Pending until old ones stop: less runs than is wanted.';
  if (severity === 'warning') return 'When the autoscaler asks for them, pods stay Pending just when they are needed.';
  return pods > 0
    ? 'The new pods stay Pending, and the rollout misses its progress deadline.'
    : 'The pods that do not fit stay Pending.';
}

/** The most replicas of a workload that fit while it rolls out. */
function fitting(pool: Pool, load: Load, demand: Demand): number {
  for (let replicas = demand.most; replicas > 0; replicas -= 1) {
    if (!excess(pool, load, demand, replicas + demand.surge(replicas).pods)) return replicas;
  }
  return 0;
}
