import { Mi } from '../values/quantity.js';
import type { Facts, NetworkFacts, NodeFacts, Taint } from './facts.js';
import { type Machine, type MachineType, machine } from './machines.js';
import type { StorageClass } from './storage-class.js';

/** A machine of the cluster and how pods find it. */
export interface NodeSpec {
  readonly machine: MachineType | Machine;
  /** Labels by which a pod asks for this very node: what its nodeSelector will say. */
  readonly selectedBy?: Readonly<Record<string, string>>;
  /** Labels that stand on the node besides. */
  readonly labels?: Readonly<Record<string, string>>;
  /** A pod pinned to the node tolerates them by itself. */
  readonly taints?: readonly Taint[];
}

/** Requests of the pods that run on every node and are not of the fleet: CNI, CSI driver, kube-proxy. */
export interface SystemPods {
  /** Millicores. */
  readonly cpu: number;
  /** Mi. */
  readonly memory: number;
  readonly pods: number;
}

/** A cluster as an author describes it: its version, its network, its machines. */
export interface ClusterSpec<NodeName extends string = string> {
  /** Minor version of the API server: `1.28`. */
  readonly kubernetes: string;
  readonly network: NetworkFacts;
  readonly nodes: Readonly<Record<NodeName, NodeSpec>>;
  /** `no`: a cluster of one node, where a service's `node` has no meaning and pods go where there is room. */
  readonly pinning?: 'yes' | 'no';
  readonly systemPods: SystemPods;
  /** StorageClass of volumes: one that exists, by name, or one that the fleet makes. The cluster's default when absent. */
  readonly storageClass?: string | StorageClass;
}

/** A cluster as the library sees it: nodes by name, each as the scheduler sees it. */
export interface Cluster {
  readonly kubernetes: string;
  readonly network: NetworkFacts;
  readonly nodes: ReadonlyMap<string, ClusterNode>;
  readonly pinning: boolean;
  readonly storageClass?: string;
}

export interface ClusterNode extends NodeFacts {
  /** Empty when nothing tells this node from others: then no pod can be pinned to it. */
  readonly selectedBy: Readonly<Record<string, string>>;
}

/** The kubelet evicts pods below this much free memory, so the scheduler never gives it away. Source: kubelet
 * `evictionHard` default `memory.available<100Mi`. */
const evictionReserve = 100;
/** The kubelet's default `maxPods`. */
const maxPods = 110;
/** Works out what each node offers. */
export function cluster(spec: ClusterSpec): Cluster {
  const nodes = Object.entries(spec.nodes).map(
    ([name, node]) => [name, clusterNode(name, node, spec.systemPods)] as const,
  );
  return {
    kubernetes: spec.kubernetes,
    network: spec.network,
    nodes: new Map(nodes),
    pinning: spec.pinning !== 'no',
    storageClass: typeof spec.storageClass === 'object' ? spec.storageClass.name : spec.storageClass,
  };
}

function clusterNode(name: string, spec: NodeSpec, system: SystemPods): ClusterNode {
  const { cpu, memory } = machine(spec.machine);
  return {
    name,
    selectedBy: spec.selectedBy ?? {},
    labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...spec.labels, ...spec.selectedBy },
    taints: spec.taints ?? [],
    allocatable: { cpu, memory: (memory - evictionReserve) * Mi, pods: maxPods },
    system: { cpu: system.cpu, memory: system.memory * Mi, pods: system.pods },
  };
}

/** What checks may know about a cluster. */
export function clusterFacts({ kubernetes, network, nodes }: Cluster): Facts {
  return { kubernetes, network, nodes: [...nodes.values()].map(({ selectedBy: _, ...facts }) => facts) };
}
