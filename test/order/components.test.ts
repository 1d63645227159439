import fc from 'fast-check';
import { components, shortestPath } from '../../src/order/components.js';

const graph = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });
const nodes = [...Array(10).keys()];
const follow = (edges: readonly (readonly [number, number])[]) => (node: number) =>
  edges.filter(([from]) => from === node).map(([, to]) => to);

test('nodes that reach each other are together, and come after what they lead to', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const next = follow(edges);
      const groups = components(nodes, next);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(nodes);
      const groupOf = (node: number) => groups.findIndex((group) => group.includes(node));
      const reaches = (a: number, b: number) => shortestPath(a, b, next).length > 0;
      for (const a of nodes) {
        for (const b of nodes) {
          expect(groupOf(a) === groupOf(b)).toBe(reaches(a, b) && reaches(b, a));
          if (reaches(a, b)) expect(groupOf(b)).toBeLessThanOrEqual(groupOf(a));
        }
      }
    }),
  );
});

test('a chain of 100,000', () => {
  const chain = [...Array(100_000).keys()];
  expect(components(chain, (node) => (node > 0 ? [node - 1] : []))).toHaveLength(100_000);
});

test('the shortest way', () => {
  const next = follow([
    [0, 1],
    [1, 2],
    [2, 3],
    [0, 3],
  ]);
  expect(shortestPath(0, 3, next)).toEqual([0, 3]);
  expect(shortestPath(1, 3, next)).toEqual([1, 2, 3]);
  expect(shortestPath(3, 0, next)).toEqual([]);
});
