import { callGraph } from '../../../src/network/graph/call-graph.js';
import { facts, set } from './shop.js';

test('who calls whom, those that call nobody too, and no look-ups of names', () => {
  const { nodes, edges } = callGraph(set, facts);
  expect(nodes.map(({ id, role }) => `${id} ${role}`)).toEqual([
    'outside/payments elsewhere',
    'web/cart workload',
    'web/other workload',
    'web/stock workload',
  ]);
  expect(edges).toEqual([
    { from: 'web/cart', to: 'outside/payments', ports: ['443'] },
    { from: 'web/cart', to: 'web/stock', ports: ['9000'] },
  ]);
});
