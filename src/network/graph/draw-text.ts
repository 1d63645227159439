import type { CallGraph, GraphNode } from './call-graph.js';

/** A line a call, for a terminal. */
export function graphText({ nodes, edges }: CallGraph): string {
  const named = names(nodes);
  const width = Math.max(0, ...edges.map(({ from }) => named(from).length));
  return edges
    .map(({ from, to, ports }) => `${named(from).padEnd(width)} -> ${named(to)} ${ports.join(', ')}\n`)
    .join('');
}

/** For Markdown on GitHub and elsewhere. Source: Mermaid, "Flowcharts". */
export function graphMermaid({ nodes, edges }: CallGraph): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const box = ({ id, name, role }: GraphNode) =>
    role === 'workload' ? `${ids.get(id)}["${quoted(name)}"]` : `${ids.get(id)}(["${quoted(name)}"])`;
  const groups = byNamespace(nodes).map(([namespace, members], i) =>
    namespace === undefined
      ? members.map((node) => `  ${box(node)}\n`).join('')
      : `  subgraph g${i}["${quoted(namespace)}"]\n${members.map((node) => `    ${box(node)}\n`).join('')}  end\n`,
  );
  const lines = edges.map(({ from, to, ports }) => `  ${ids.get(from)} -->|"${ports.join(', ')}"| ${ids.get(to)}\n`);
  return `flowchart LR\n${groups.join('')}${lines.join('')}`;
}

/** For Graphviz. Source: Graphviz, "DOT Language". */
export function graphDot({ nodes, edges }: CallGraph): string {
  const groups = byNamespace(nodes).map(([namespace, members], i) => {
    const boxes = members.map(({ id, name, role }) => {
      const shape = role === 'workload' ? '' : ', style=rounded';
      return `    ${JSON.stringify(id)} [label=${JSON.stringify(name)}${shape}];\n`;
    });
    return namespace === undefined
      ? boxes.join('')
      : `  subgraph cluster_${i} {\n    label=${JSON.stringify(namespace)};\n${boxes.join('')}  }\n`;
  });
  const lines = edges.map(
    ({ from, to, ports }) =>
      `  ${JSON.stringify(from)} -> ${JSON.stringify(to)} [label=${JSON.stringify(ports.join(', '))}];\n`,
  );
  return `digraph calls {\n  rankdir=LR;\n  node [shape=box];\n${groups.join('')}${lines.join('')}}\n`;
}

function byNamespace(nodes: readonly GraphNode[]): [namespace: string | undefined, members: GraphNode[]][] {
  const groups = new Map<string | undefined, GraphNode[]>();
  for (const node of nodes) groups.set(node.namespace, [...(groups.get(node.namespace) ?? []), node]);
  return [...groups];
}

function names(nodes: readonly GraphNode[]): (id: string) => string {
  const known = new Map(
    nodes.map(({ id, name, namespace }) => [id, namespace === undefined ? name : `${namespace}/${name}`]),
  );
  return (id) => known.get(id) ?? id;
}

function quoted(text: string): string {
  return text.replaceAll('"', '#quot;');
}
