import { layout } from '../../map/layout.js';
import type { CallGraph, GraphEdge, GraphNode } from './call-graph.js';

// Unit: px.
const BOX = { width: 176, height: 44 };
const GAP = { across: 96, down: 14 };
const EDGE = 16;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1b1f24}.small{font-size:11px;fill:#57606a}
rect{fill:#fff;stroke:#57606a}.elsewhere rect{stroke-dasharray:4 3}path{fill:none;stroke:#8c959f}path:hover{stroke:#0969da;stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}rect{fill:#161b22;stroke:#9198a1}path{stroke:#6e7681}}`;

/** A drawing that stands by itself: callers left of what they call; hovering over a line tells its ports. */
export function graphSvg({ nodes, edges }: CallGraph): string {
  const places = new Map(
    layout(
      nodes.map(({ id }) => id),
      edges,
    ).map(({ id, column, row }) => [
      id,
      { x: EDGE + column * (BOX.width + GAP.across), y: EDGE + row * (BOX.height + GAP.down) },
    ]),
  );
  const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };
  const width = Math.max(...[...places.values()].map(({ x }) => x), 0) + BOX.width + EDGE;
  const height = Math.max(...[...places.values()].map(({ y }) => y), 0) + BOX.height + EDGE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Who calls whom">
<style>${STYLE}</style>
${edges.map((edge) => line(edge, at)).join('\n')}
${nodes.map((node) => box(node, at(node.id))).join('\n')}
</svg>
`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function line({ from, to, ports }: GraphEdge, at: (id: string) => Point): string {
  const [a, b] = [at(from), at(to)];
  const [x1, y1, x2, y2] = [a.x + BOX.width, a.y + BOX.height / 2, b.x, b.y + BOX.height / 2];
  const bend = Math.max(32, (x2 - x1) / 2);
  const said = `${from} to ${to}: ${ports.join(', ')}`;
  return `<path d="M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}"><title>${xml(said)}</title></path>`;
}

function box({ name, namespace, role }: GraphNode, { x, y }: Point): string {
  const below = namespace ?? 'outside the cluster';
  return `<g class="${role}"><title>${xml(namespace === undefined ? name : `${namespace}/${name}`)}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="${x + 10}" y="${y + 19}">${xml(short(name))}</text><text class="small" x="${x + 10}" y="${y + 35}">${xml(short(below))}</text></g>`;
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
