import { eckReserved } from '../../../src/checks/rules/schema/eck-reserved.js';
import { findings } from '../findings.js';

const store = (nodes: string, version = '8.11.0') =>
  `---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: a}, spec: {version: ${version}, nodeSets: [{name: default, count: 1${nodes}}]}}\n`;
const kibana = (version: string, more = '') =>
  `---\n{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: k, namespace: a}, spec: {version: ${version}, count: 1, elasticsearchRef: {name: logs}${more}}}\n`;
const claim = (name: string) => `, volumeClaimTemplates: [{metadata: {name: ${name}}}]`;
const containers = (text: string) => `, podTemplate: {spec: {containers: [${text}]}}`;

test.each([
  [
    store(', config: {network: {host: 0.0.0.0}}'),
    'warning spec.nodeSets[0].config.network.host: "network.host" is set by the operator',
  ],
  [
    store(claim('data')),
    'warning spec.nodeSets[0].volumeClaimTemplates[0].metadata.name: the claim is called "data", and the data lies in "elasticsearch-data"',
  ],
  [
    store(containers('{name: es}')),
    'error spec.nodeSets[0].podTemplate.spec.containers[0].name: container "es" has no image, and the operator\'s own is called "elasticsearch"',
  ],
  [store('') + kibana('9.0.0'), 'error spec.version: Kibana is of version 9.0.0, and its Elasticsearch of 8.11.0'],
])('%s', (text, said) => {
  expect(findings(eckReserved, text)).toEqual([said]);
});

test.each([
  store(`${claim('elasticsearch-data')}${containers('{name: elasticsearch}, {name: exporter, image: x}')}`),
  store('') + kibana('8.11.3', containers('{name: kibana}')),
  store('', '8.12.0') + kibana('8.11.0'),
  kibana('9.0.0'),
])('silent: %s', (text) => {
  expect(findings(eckReserved, text)).toEqual([]);
});

test('a version that is not whole', () => {
  for (const version of ['"8.11"', 'v8.11.0'])
    expect(findings(eckReserved, store('', version))).toEqual([expect.stringContaining('is not of three numbers')]);
  expect(findings(eckReserved, store('', '9.0.0-beta1'))).toEqual([]);
});

test('a policy that the templates name and nobody declares', () => {
  const policy = (name: string) =>
    `---\n{apiVersion: stackconfigpolicy.k8s.elastic.co/v1alpha1, kind: StackConfigPolicy, metadata: {name: logs, namespace: a}, spec: {elasticsearch: {indexLifecyclePolicies: {logs-app: {}}, indexTemplates: {composableIndexTemplates: {app: {template: {settings: {index.lifecycle.name: ${name}}}}}}}}}\n`;
  expect(findings(eckReserved, policy('logs-apps'))).toEqual([
    expect.stringContaining('no policy is called "logs-apps": there are "logs-app"'),
  ]);
  for (const name of ['logs-app', '30-days-default', 'logs@lifecycle'])
    expect(findings(eckReserved, policy(name))).toEqual([]);
});
