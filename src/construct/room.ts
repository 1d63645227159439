import type { Construct } from 'constructs';
import type { Cluster } from '../cluster/cluster.js';
import { formatBytes, formatCpu, parseBytes, parseCpu } from '../values/quantity.js';
import type { Resources } from './pod/resources.js';
import { reject } from './reject.js';

/** How many pods of a workload its node can hold, and where the author asked for them. */
export interface Room {
  readonly node: string;
  /** What the node offers, and what one pod asks for. CPU in millicores, memory in bytes. */
  readonly offers: Amounts;
  readonly perPod: Amounts;
  /** The fewest pods that run while nothing is delivered. */
  readonly least: number;
  readonly property: { readonly object: object; readonly key: string };
}

interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

interface Pinned {
  readonly node?: string;
  readonly resources: Resources;
  readonly scale:
    | { readonly scale: 'fixed'; readonly replicas: number }
    | { readonly scale: 'automatic'; readonly min: number };
}

/** The room that pods pinned to a node have; undefined where they may run on any. */
export function roomOf(props: Pinned, cluster: Cluster): Room | undefined {
  const node = props.node === undefined || !cluster.pinning ? undefined : cluster.nodes.get(props.node);
  const [cpu, mostCpu] = props.resources.cpu.map(parseCpu);
  const [memory, mostMemory] = props.resources.memory.map(parseBytes);
  if (!node || cpu === undefined || memory === undefined) return undefined;
  // Refused where it is written: a pod that is never made needs no room.
  if (cpu > (mostCpu ?? cpu) || memory > (mostMemory ?? memory)) return undefined;
  const { allocatable, system } = node;
  const { scale } = props;
  return {
    node: node.name,
    offers: { cpu: allocatable.cpu - system.cpu, memory: allocatable.memory - system.memory },
    perPod: { cpu, memory },
    // Where the rule of the same name would report it.
    ...(scale.scale === 'fixed'
      ? { least: scale.replicas, property: { object: scale, key: 'replicas' } }
      : { least: scale.min, property: { object: scale, key: 'max' } }),
  };
}

/** The most pods that the node holds at once, with nothing beside them. */
function mostPods({ offers, perPod }: Room): number {
  return Math.floor(Math.min(offers.cpu / (perPod.cpu || 1), offers.memory / (perPod.memory || 1)));
}

export interface Need {
  /** Pods at the fullest moment. */
  readonly pods: number;
  /** How they add up: `2 active + 2 preview`. */
  readonly made: string;
  /** Without a number: how many fit depends on what else the node holds, which the rule of the same name knows. */
  readonly fix: string;
}

/** Rejects a way of delivery for which the node is too small at its fullest moment. */
export function checkRoom(scope: Construct, name: string, room: Room | undefined, need: Need): void {
  if (!room || need.pods <= mostPods(room)) return;
  const alone = room.least > mostPods(room) ? `; the ${room.least} alone do not fit either` : '';
  const { node, offers, perPod } = room;
  const short = need.pods * perPod.memory > offers.memory ? 'memory' : 'cpu';
  const write = (amount: number) => (short === 'memory' ? formatBytes(amount) : `${formatCpu(amount)} CPU`);
  reject(scope, {
    rule: 'node-capacity',
    message: `"${name}" needs ${write(need.pods * perPod[short])} for ${need.pods} pods on ${node}, which offers ${write(offers[short])}`,
    why: `${need.made}${alone}: those that do not fit stay Pending, and the new version misses its progress deadline.`,
    fix: need.fix,
    property: room.property,
  });
}
