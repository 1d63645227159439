import { deadLabels } from '../../../src/checks/network/operator-pods.js';
import { partFiles } from '../../../src/manifest/files/sets.js';

const search = (labels = '{app: search}') =>
  `---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: log, labels: {team: blue}}, spec: {nodeSets: [{name: a, podTemplate: {metadata: {labels: ${labels}}}}]}}\n`;
const broker =
  '---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: mq, namespace: log, labels: {team: blue}}}\n';
const policy = (labels: string, own = '{}') =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: log, labels: ${own}}, spec: {podSelector: {matchLabels: ${labels}}, policyTypes: [Ingress]}}\n`;
const dead = (text: string) => {
  const [set] = partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]).sets;
  return set ? deadLabels(set).map(({ at, isCommon }) => `${String(at.path.at(-1))}${isCommon ? ' common' : ''}`) : [];
};

test('a label that the pods of an operator do not carry', () => {
  expect(dead(search('{}') + policy('{app: elasticsearch}'))).toEqual(['app']);
  expect(dead(search() + policy('{common.k8s.elastic.co/type: elasticsearch, team: blue}'))).toEqual(['team']);
  expect(dead(broker + policy('{app.kubernetes.io/name: mq, app: mq}'))).toEqual(['app']);
});

test('one that the object itself has too: written by common labels', () => {
  const labels = '{common.k8s.elastic.co/type: elasticsearch, team: blue}';
  expect(dead(search() + policy(labels, '{team: blue}'))).toEqual(['team common']);
});

test.each([
  ['what the operator puts', search() + policy('{common.k8s.elastic.co/type: elasticsearch}')],
  ['a label of the version', search() + policy('{elasticsearch.k8s.elastic.co/node-data: "true", app: search}')],
  ['what the pod template adds', search() + policy('{app: search, common.k8s.elastic.co/type: elasticsearch}')],
  ['labels that an operator hands on', broker + policy('{app.kubernetes.io/name: mq, team: blue}')],
  [
    'a pod of its own',
    `${search()}---\n{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: log, labels: {app: elasticsearch}}, spec: {containers: []}}\n${policy('{app: elasticsearch}')}`,
  ],
  ['meant for others', search() + policy('{app: shop}')],
  ['no operator', policy('{app: elasticsearch}')],
  [
    'a chart beside',
    `${search()}---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: x, namespace: argocd}, spec: {destination: {namespace: log}, source: {chart: y, repoURL: z}}}\n${policy('{app: elasticsearch}')}`,
  ],
])('silent: %s', (_, text) => {
  expect(dead(text)).toEqual([]);
});
