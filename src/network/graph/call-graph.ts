import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { End } from '../ends.js';
import { neededConnections } from '../needed.js';

/** Who calls whom, as declared or as the manifests show. */
export interface CallGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  /** Absent for addresses outside the cluster. */
  readonly namespace?: string;
  /** Pods that no manifest of the set shows, and addresses, stand apart. */
  readonly role: 'workload' | 'elsewhere';
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `5432`, `53/UDP`. */
  readonly ports: readonly string[];
}

/** Calls between workloads and to hosts outside, requests from outside, metrics. Look-ups of names are everybody's: left out. */
export function callGraph(set: ManifestSet, facts: Facts): CallGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, { readonly from: string; readonly to: string; readonly ports: Set<string> }>();
  const add = (end: End) => {
    const node = nodeOf(end);
    if (!nodes.has(node.id)) nodes.set(node.id, node);
    return node.id;
  };
  for (const template of set.podTemplates()) {
    const { namespace, name } = template.manifest.ref;
    if (namespace !== undefined)
      nodes.set(`${namespace}/${name}`, { id: `${namespace}/${name}`, name, namespace, role: 'workload' });
  }
  for (const { from, to, port, protocol, purpose } of neededConnections(set, facts)) {
    if (purpose === 'dns') continue;
    const [a, b] = [add(from), add(to)];
    const key = `${a}\n${b}`;
    const edge = edges.get(key) ?? { from: a, to: b, ports: new Set<string>() };
    edge.ports.add(protocol === 'TCP' ? `${port}` : `${port}/${protocol}`);
    edges.set(key, edge);
  }
  const sorted = [...nodes.values()].sort((a, b) => order(a.id, b.id));
  return {
    nodes: sorted,
    edges: [...edges.values()]
      .map(({ from, to, ports }) => ({ from, to, ports: [...ports] }))
      .sort((a, b) => order(a.from, b.from) || order(a.to, b.to)),
  };
}

function nodeOf(end: End): GraphNode {
  if (end.kind === 'addresses') return { id: `outside/${end.name}`, name: end.name, role: 'elsewhere' };
  const { name, namespace } = end;
  const shown = end.kind === 'pods' && end.template !== undefined;
  return { id: `${namespace}/${name}`, name, namespace, role: shown ? 'workload' : 'elsewhere' };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
