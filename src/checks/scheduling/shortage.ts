import type { Demand, Surge } from '../../cluster/scheduling-demand.js';
import type { Load, Pool } from '../../cluster/scheduling-load.js';
import type { Resources } from '../../cluster/scheduling-resources.js';
import type { Field } from '../../manifest/field.js';
import { listed } from '../../values/listed.js';
import { Mi, parseBytes, parseCpu } from '../../values/quantity.js';
import { type Report, report } from '../rule.js';
import { type Excess, fitting } from './excess.js';

/** Pods of a workload that do not fit: as many replicas, with what a rollout of them adds. */
export interface Shortage {
  readonly pool: Pool;
  readonly load: Load;
  readonly demand: Demand;
  readonly excess: Excess;
  readonly replicas: number;
  readonly surge: Surge;
  /** Where it goes on all the same. */
  readonly severity?: 'warning' | undefined;
}

/** What is said of it: at the replicas where fewer would fit, else at what asks for most. */
export function shortageReport({ pool, load, demand, excess, replicas, surge, severity }: Shortage): Report {
  const { manifest, requests } = load;
  const { resource, needs, offers, others } = excess;
  const show = (amount: number, up = false) =>
    resource === 'cpu' ? `${Math.round(amount)}m` : `${up ? Math.ceil(amount / Mi) : Math.floor(amount / Mi)}Mi`;
  const where =
    pool.nodes.length === 1 ? `"${pool.nodes[0]?.name}", which offers` : `${pool.nodes.length} nodes, which offer`;
  const unit = resource === 'cpu' ? 'CPU' : 'memory';
  const many = surge.pods > 0 ? `(${replicas} + ${surge.pods} ${surge.name})` : `${replicas}`;
  const beside = neighbours(pool, load, resource);
  const each = listed(beside.map((one) => `"${one.load.manifest.ref.name}" ${show(one.asked[resource], true)}`));
  const sum = `${many} x ${show(requests[resource], true)}${others > 0 ? `, beside ${show(others, true)} of ${unit} that others ask for: ${each}` : ''}`;
  const fits = fitting(pool, load, demand);
  const pods = replicas > demand.steady ? demand.said.most : demand.said.steady;
  return report(
    fits > 0 ? pods : (biggest(load, resource) ?? pods),
    `"${manifest.ref.name}" needs ${show(needs, true)} of ${unit} on ${where} ${show(Math.max(0, offers))}`,
    {
      why: `${sum}. ${consequence(surge, severity)}`,
      fix:
        fits > 0
          ? `${fits} ${fits === 1 ? 'replica fits' : 'replicas fit'} ${beside.length > 0 ? 'beside them; or fewer of the others,' : 'there; or'} smaller requests, or a larger machine.`
          : 'Smaller requests, or a larger machine: fewer replicas do not suffice.',
      severity,
      also: beside.flatMap((one) => one.load.demand?.said.steady ?? []),
    },
  );
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
