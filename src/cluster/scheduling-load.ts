import { groupBy } from '../manifest/group-by.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import type { NodeFacts } from './facts.js';
import { candidatesFor } from './scheduling.js';
import { type Demand, demandOf } from './scheduling-demand.js';
import { podMemoryLimit, podRequests, type Resources } from './scheduling-resources.js';

/** A workload and the nodes that its pods can run on. */
export interface Load {
  readonly manifest: Manifest;
  readonly pod: PodTemplate;
  readonly nodes: readonly NodeFacts[];
  readonly requests: Resources;
  readonly memoryLimit: number | undefined;
  /** Undefined for a DaemonSet: one pod a node. */
  readonly demand: Demand | undefined;
}

/** Nodes that some pods share: all pods that can run on these nodes only must fit on them together. */
export interface Pool {
  readonly nodes: readonly NodeFacts[];
  /** Workloads whose nodes are exactly these. */
  readonly own: readonly Load[];
  /** What of all pods must run here while nothing changes, and which of it each workload asks for. */
  readonly steady: Resources;
  readonly asks: readonly { readonly load: Load; readonly asked: Resources }[];
  readonly capacity: Resources;
}

/** Several rules ask for the loads of the same nodes. */
const known = perSet(() => new WeakMap<readonly NodeFacts[], readonly Load[]>());

/** Every workload that keeps pods running, with the nodes it can have. */
export function loadsOf(set: ManifestSet, nodes: readonly NodeFacts[]): readonly Load[] {
  const loads = known(set).get(nodes) ?? findLoads(set, nodes);
  known(set).set(nodes, loads);
  return loads;
}

function findLoads(set: ManifestSet, nodes: readonly NodeFacts[]): Load[] {
  return set.podTemplates().flatMap((pod): Load[] => {
    const { manifest } = pod;
    const demand = demandOf(manifest, set);
    if (!demand && manifest.ref.kind !== 'DaemonSet') return [];
    const { tolerated } = candidatesFor(pod.spec.value, nodes);
    if (tolerated.length === 0) return [];
    return [{ manifest, pod, nodes: tolerated, requests: podRequests(pod), memoryLimit: podMemoryLimit(pod), demand }];
  });
}

/** The pools of a set of loads, smaller ones first. */
export function poolsOf(loads: readonly Load[]): Pool[] {
  const byNodes = groupBy(loads, ({ nodes }) => nodes.map(({ name }) => name).join(' '));
  const groups = [...byNodes.values()].map((own) => ({ nodes: own[0]?.nodes ?? [], own }));
  return groups
    .map(({ nodes, own }) => {
      const names = new Set(nodes.map(({ name }) => name));
      const asks = groups.flatMap((group) => group.own.map((load) => ({ load, asked: podsWithin(load, names) })));
      const steady = total(asks.map(({ asked }) => asked));
      return { nodes, own, steady, asks, capacity: total(nodes.map(free)) };
    })
    .sort((a, b) => a.nodes.length - b.nodes.length);
}

/** What a node has for pods of the set. */
export function free({ allocatable, system }: NodeFacts): Resources {
  return { cpu: allocatable.cpu - system.cpu, memory: allocatable.memory - system.memory };
}

/** What a workload must have on some nodes: all that it has when it can run nowhere else. */
function podsWithin({ nodes, requests, demand }: Load, names: ReadonlySet<string>): Resources {
  const shared = nodes.filter(({ name }) => names.has(name)).length;
  if (!demand) return times(requests, shared);
  return shared === nodes.length ? times(requests, demand.steady) : { cpu: 0, memory: 0 };
}

function times({ cpu, memory }: Resources, pods: number): Resources {
  return { cpu: cpu * pods, memory: memory * pods };
}

function total(parts: readonly Resources[]): Resources {
  return parts.reduce((sum, part) => ({ cpu: sum.cpu + part.cpu, memory: sum.memory + part.memory }), {
    cpu: 0,
    memory: 0,
  });
}
