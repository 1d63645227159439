import { fieldOf } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';

export const eckReserved = rule({
  id: 'eck-reserved',
  severity: 'error',
  what: 'The configuration of Elasticsearch sets what its operator sets itself',
  why: 'Elasticsearch does not start, or the operator refuses the resource: the two settings contradict each other.',
  fix: 'Drop the setting: the operator forms the cluster, also one of a single node.',
  source: 'Elastic Cloud on Kubernetes, pkg/apis/elasticsearch/v1/fields.go (SettingsDenyList)',
  wrong: `
apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata:
  name: logs
  namespace: logging
spec:
  version: 8.11.0
  nodeSets:
    - name: default
      count: 1
      config:
        discovery.type: single-node # <--
`,
  right: `
apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata:
  name: logs
  namespace: logging
spec:
  version: 8.11.0
  nodeSets:
    - name: default
      count: 1
      config:
        node.store.allow_mmap: false
`,
  *check({ set }) {
    for (const elasticsearch of set.kind('Elasticsearch')) {
      for (const nodes of fieldOf(elasticsearch).items('spec.nodeSets')) {
        for (const [key, field] of nodes.entries('config')) {
          if (!RESERVED.has(key)) continue;
          yield report(field, `"${key}" is set by the operator`);
        }
      }
    }
  },
});

const RESERVED = new Set([
  'cluster.name',
  'cluster.initial_master_nodes',
  'discovery.type',
  'discovery.zen.minimum_master_nodes',
  'network.host',
  'network.publish_host',
  'path.data',
  'path.logs',
  'xpack.security.authc.reserved_realm.enabled',
  'xpack.security.enabled',
  'xpack.security.http.ssl.certificate',
  'xpack.security.http.ssl.enabled',
  'xpack.security.http.ssl.key',
  'xpack.security.transport.ssl.certificate',
  'xpack.security.transport.ssl.enabled',
  'xpack.security.transport.ssl.key',
  'xpack.security.transport.ssl.verification_mode',
]);
