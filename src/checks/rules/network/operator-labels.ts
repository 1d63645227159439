import { describeRef } from '../../../manifest/manifest.js';
import { listed } from '../../../values/listed.js';
import { deadLabels } from '../../network/operator-pods.js';
import { report, rule } from '../../rule.js';

const example = (label: string, mark = '') => `
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: logs
  namespace: logging
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      ${label}${mark}
`;

export const operatorLabels = rule({
  id: 'operator-labels',
  severity: 'error',
  what: 'A selector is meant for pods that an operator makes, and has a label that they do not carry',
  why: 'It selects nothing: the policy protects nobody or shuts everybody out, the Service has no endpoints.',
  fix: 'Select the labels that the operator puts, or add the label to the pod template of its resource.',
  exceptions: [
    'Namespaces in which a chart, another operator or a folder that is not shown makes pods too.',
    'Operators whose labels are not known here: known are ECK, RabbitMQ’s and Redis’ (spotahome).',
  ],
  source: 'elastic/cloud-on-k8s, pkg/controller/*/label; rabbitmq/cluster-operator, internal/metadata',
  wrong: example('app: elasticsearch', ' # <--'),
  right: example('common.k8s.elastic.co/type: elasticsearch'),
  *check({ set }) {
    for (const { at, pods, isCommon } of deadLabels(set)) {
      if (isCommon) continue;
      const has = listed([...pods.labels].map(([key, value]) => `${key}: ${value}`));
      yield report(at, `the pods of ${describeRef(pods.by.ref)} have no label ${String(at.path.at(-1))}: ${at.text}`, {
        fix: `Select what they have: ${has}.`,
      });
    }
  },
});
