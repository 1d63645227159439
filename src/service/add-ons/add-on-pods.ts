import type { Chart } from 'cdk8s';
import type { NodeFacts } from '../../cluster/facts.js';
import { reject } from '../../construct/reject.js';
import type { AddOn } from '../../gitops/add-on.js';
import { get, isObject, number, stringMap } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';
import { formatBytes, formatCpu, parseBytes, parseCpu } from '../../values/quantity.js';

/** Pods of a chart, as its values place them. */
interface ChartPods {
  readonly nodeSelector: ReadonlyMap<string, string>;
  readonly pods: number;
  /** Of all of them together. CPU in millicores, memory in bytes. */
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What values ask for pods, wherever they stand: by convention charts have `nodeSelector`, `resources` and the number of
 * pods side by side. Values that leave the number to the chart count as one pod, those without requests as none.
 * Source: Helm, "Chart Best Practices Guide"; the values of the charts of `add-ons.ts`.
 */
function podsIn(values: Json | undefined): readonly ChartPods[] {
  if (!isObject(values)) return [];
  const below = Object.values(values).flatMap(podsIn);
  const nodeSelector = stringMap(values, 'nodeSelector');
  const requests = get(values, 'resources.requests');
  if (nodeSelector.size === 0 || !isObject(requests)) return below;
  const pods = number(values, 'replicas') ?? number(values, 'replicaCount') ?? 1;
  const cpu = (parseCpu(scalar(requests.cpu)) ?? 0) * pods;
  const memory = (parseBytes(scalar(requests.memory)) ?? 0) * pods;
  return [{ nodeSelector, pods, cpu, memory }, ...below];
}

function scalar(value: Json | undefined): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}

/** Nodes on which pods of add-ons take what their values ask for. Pods that could go to several are left out. */
export function besideAddOns(nodes: readonly NodeFacts[], addOns: readonly AddOn[] = []): readonly NodeFacts[] {
  const placed = addOns
    .flatMap(({ values }) => podsIn(values))
    .flatMap((one) => {
      const found = nodes.filter(({ labels }) => [...one.nodeSelector].every(([key, value]) => labels[key] === value));
      return found.length === 1 ? [{ ...one, node: found[0] }] : [];
    });
  return nodes.map((node) => {
    const own = placed.filter((one) => one.node === node);
    const { cpu, memory, pods } = node.system;
    return {
      ...node,
      system: {
        cpu: cpu + own.reduce((sum, one) => sum + one.cpu, 0),
        memory: memory + own.reduce((sum, one) => sum + one.memory, 0),
        pods: pods + own.reduce((sum, one) => sum + one.pods, 0),
      },
    };
  });
}

/**
 * Rejects add-ons that ask for more than the nodes offer that they are pinned to.
 * @param beside the nodes with what add-ons take of them
 */
export function checkRoom(chart: Chart, nodes: ReadonlyMap<string, NodeFacts>, beside: readonly NodeFacts[]): void {
  for (const { name, allocatable, system } of beside) {
    if (system.pods === nodes.get(name)?.system.pods) continue;
    const short =
      system.memory > allocatable.memory ? formatBytes : system.cpu > allocatable.cpu ? formatCpu : undefined;
    if (!short) continue;
    const key = short === formatBytes ? 'memory' : 'cpu';
    reject(chart, {
      rule: 'node-capacity',
      message: `add-ons and what runs on every node request ${short(system[key])} of ${key} on "${name}", which offers ${short(allocatable[key])}`,
      why: 'The pods that do not fit stay Pending.',
      fix: 'Smaller requests in the values of the add-ons, another nodeSelector, or a larger machine.',
    });
  }
}
