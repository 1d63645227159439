import { eckReserved } from '../../../../src/checks/rules/schema/eck-reserved.js';
import { findings } from '../../findings.js';

const check = (config: string) =>
  findings(
    eckReserved,
    `{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: e}, spec: {nodeSets: [{config: ${config}}]}}`,
  );

test('a single node, which contradicts what the operator writes', () => {
  expect(check('{discovery.type: single-node}')).toEqual([
    'error spec.nodeSets[0].config["discovery.type"]: "discovery.type" is single-node, and the operator names the first masters',
  ]);
});

test.each(['cluster.initial_master_nodes', 'path.data'])('%s', (key) => {
  expect(check(`{${key}: x, node.roles: [master]}`)).toEqual([
    `warning spec.nodeSets[0].config["${key}"]: "${key}" is set by the operator`,
  ]);
});

test('silent: settings of the nodes', () => {
  expect(check('{node.store.allow_mmap: false, indices.memory.index_buffer_size: 20%}')).toEqual([]);
});
