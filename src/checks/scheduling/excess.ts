import type { Demand } from '../../cluster/scheduling-demand.js';
import { free, type Load, type Pool } from '../../cluster/scheduling-load.js';
import type { Resources } from '../../cluster/scheduling-resources.js';

/** What does not suffice. Units: millicores, bytes. */
export interface Excess {
  readonly resource: keyof Resources;
  readonly needs: number;
  readonly offers: number;
  readonly others: number;
}

/** Which resource is too small for that many pods of a workload, beside the steady pods of the others. */
export function excess(pool: Pool, { requests }: Load, { steady }: Demand, pods: number): Excess | undefined {
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

/** The most replicas of a workload that fit while it rolls out. */
export function fitting(pool: Pool, load: Load, demand: Demand): number {
  for (let replicas = demand.most; replicas > 0; replicas -= 1) {
    if (!excess(pool, load, demand, replicas + demand.surge(replicas).pods)) return replicas;
  }
  return 0;
}
