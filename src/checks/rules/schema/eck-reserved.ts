import { fieldOf } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';
import { settingsOf, unmeant } from '../../schema/eck-settings.js';

const example = (line: string) => `
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
        ${line}
`;

export const eckReserved = rule({
  id: 'eck-reserved',
  severity: 'error',
  what: 'The configuration of Elasticsearch sets what its operator sets itself',
  why: 'Elasticsearch does not start: cluster.initial_master_nodes, which the operator writes, is refused with it.',
  exceptions: ["Other settings that are the operator's are a warning: it only says that they are not supported."],
  fix: 'Drop the setting: the operator forms the cluster, also one of a single node.',
  source: 'Elastic Cloud on Kubernetes, pkg/apis/elasticsearch/v1/fields.go (SettingsDenyList)',
  wrong: example('discovery.type: single-node # <--'),
  right: example('node.store.allow_mmap: false'),
  *check({ set }) {
    yield* unmeant(set);
    for (const elasticsearch of set.kind('Elasticsearch')) {
      for (const nodes of fieldOf(elasticsearch).items('spec.nodeSets')) {
        for (const [key, field] of settingsOf(nodes.at('config'))) {
          if (key === 'discovery.type' && field.text === 'single-node') {
            yield report(field, `"${key}" is ${field.text}, and the operator names the first masters`);
          } else if (RESERVED.has(key)) {
            yield report(field, `"${key}" is set by the operator`, {
              severity: 'warning',
              why: 'The operator writes its own value beside it, and says in an event that this is not supported.',
            });
          }
        }
      }
    }
  },
});

const RESERVED = new Set([
  'cluster.name',
  'cluster.initial_master_nodes',
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
