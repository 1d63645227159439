import { crdSchema } from '../../../src/checks/rules/schema/crd-schema.js';
import { findings } from '../findings.js';

const failover = (spec: string) =>
  `---\n{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: a, namespace: data}, spec: {${spec}}}\n`;
const elastic = (spec: string) =>
  `---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: a, namespace: data}, spec: {${spec}}}\n`;

test.each([
  [failover('replicas: 3, redis: {}, sentinel: {}'), 'error spec.replicas: "replicas" is no field of spec'],
  [
    failover('redis: {redis: {}}, sentinel: {storage: {}}'),
    'error spec.sentinel.storage: "storage" is no field of spec.sentinel',
  ],
  [failover('redis: {custmConfig: []}'), 'error spec.redis.custmConfig: "custmConfig" is no field of spec.redis'],
  [failover('redis: {customConfig: {maxmemory: 1gb}}'), 'error spec.redis.customConfig: "customConfig" is no list'],
  [elastic('nodeSets: [{name: a, count: 1}]'), 'error spec: required field "version" is missing'],
  [elastic('version: 8.11.0, count: 1, nodeSets: [{name: a}]'), 'error spec.count: "count" is no field of spec'],
  [
    elastic('elasticsearch: {indexTemplate: {}}').replaceAll(/elasticsearch.k8s|Elasticsearch/g, (one) =>
      one === 'Elasticsearch' ? 'StackConfigPolicy' : 'stackconfigpolicy.k8s',
    ),
    'error spec.elasticsearch.indexTemplate: "indexTemplate" is no field of spec.elasticsearch',
  ],
  [
    elastic('version: 8.11.0, nodeSets: [{name: a, resources: {}}]'),
    'error spec.nodeSets[0].resources: "resources" is no field of spec.nodeSets[]',
  ],
  [
    elastic('version: 8.11.0, nodeSets: [{name: a, replicas: 1, template: {}}]'),
    'error spec.nodeSets[0].replicas: "replicas" is no field of spec.nodeSets[]',
  ],
])('%s', (text, said) => {
  expect(findings(crdSchema, text)).toContain(said);
});

test.each([
  failover('redis: {replicas: 3, storage: {emptyDir: {}}, customConfig: []}, sentinel: {replicas: 3}'),
  // A newer release may have it.
  failover('redis: {somethingNew: 1}'),
  elastic('version: 8.11.0, nodeSets: [{name: a, count: 1, config: {x: 1}}]'),
  '---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.x.io}, spec: {group: x.io, names: {kind: RedisFailover, plural: as}}}\n' +
    failover('replicas: 3'),
])('silent: %s', (text) => {
  expect(findings(crdSchema, text)).toEqual([]);
});
