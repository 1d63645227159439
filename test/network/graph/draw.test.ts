import { callGraph } from '../../../src/network/graph/call-graph.js';
import { graphSvg } from '../../../src/network/graph/draw-svg.js';
import { graphDot, graphMermaid, graphText } from '../../../src/network/graph/draw-text.js';
import { facts, set } from './shop.js';

const graph = callGraph(set, facts);

test('a line a call', () => {
  expect(graphText(graph)).toBe('web/cart -> payments 443\nweb/cart -> web/stock 9000\n');
});

test('Mermaid: namespaces as groups, ports on the lines', () => {
  expect(graphMermaid(graph)).toBe(`flowchart LR
  n0(["payments"])
  subgraph g1["web"]
    n1["cart"]
    n2["other"]
    n3["stock"]
  end
  n1 -->|"443"| n0
  n1 -->|"9000"| n3
`);
});

test('DOT', () => {
  expect(graphDot(graph)).toContain('  "web/cart" -> "web/stock" [label="9000"];\n');
  expect(graphDot(graph)).toMatch(/^digraph calls \{[\s\S]*subgraph cluster_1 \{\n {4}label="web";[\s\S]*\}\n$/);
});

test('SVG: every box inside the drawing, callers left of what they call, names as text only', () => {
  const svg = graphSvg(graph);
  const width = Number(/width="(\d+)"/.exec(svg)?.[1]);
  const at = (name: string) => Number(new RegExp(`<title>${name}</title><rect x="(\\d+)"`).exec(svg)?.[1]);
  for (const name of ['web/cart', 'web/stock', 'payments']) expect(at(name) + 176).toBeLessThan(width);
  expect(at('web/cart')).toBeLessThan(at('web/stock'));
  const odd = { nodes: [{ id: '<x>', name: '<x>&"', role: 'elsewhere' as const }], edges: [] };
  expect(graphSvg(odd)).toContain('&lt;x&gt;&amp;&quot;');
  expect(graphSvg(odd)).not.toContain('<x>');
});
