import { resources } from '../../../../src/checks/rules/workloads/resources.js';
import { deployment, findings } from '../../findings.js';

const pod = (block: string) => deployment('shop').replace('image: "x:1"', `image: "x:1", resources: ${block}`);
const check = (text: string) => findings(resources, text);
const at = 'spec.template.spec.containers[0].resources';

test.each([
  ['{requests: {memory: 512m}}', 'error', '.requests.memory: "memory" is 512m, which is 0.512 bytes'],
  ['{limits: {memory: 512}}', 'error', '.limits.memory: "memory" is 512, which is 512 bytes'],
  ['{limits: {memory: 512MB}}', 'error', '.limits.memory: "memory" is "512MB", which is no quantity'],
  ['{requests: {cpu: "-1"}}', 'error', '.requests.cpu: "cpu" is -1, at least 0 is allowed'],
  ['{requests: {cpu: 0.0001}}', 'error', '.requests.cpu: "cpu" is 0.0001, the smallest step is 1m'],
  ['{requests: {cpu: 500}}', 'warning', '.requests.cpu: "cpu" is 500 cores'],
  ['{requests: {cpu: "1"}, limits: {cpu: 500m}}', 'error', '.requests.cpu: "cpu" requests 1, over its limit 500m'],
])('%s', (block, severity, message) => {
  expect(check(pod(block))).toEqual([`${severity} ${at}${message}`]);
});

test('volumes too', () => {
  const claim =
    '---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {resources: {requests: {storage: 10}}}}\n';
  expect(check(claim + deployment('a', 'volumes: [{name: v, emptyDir: {sizeLimit: 1m}}]'))).toEqual([
    'error spec.resources.requests.storage: "storage" is 10, which is 10 bytes',
    'error spec.template.spec.volumes[0].emptyDir.sizeLimit: "memory" is 1m, which is 0.001 bytes',
  ]);
});

test.each([
  '{requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: 1, memory: 1Gi}}',
  '{limits: {memory: 64M}}',
  '{requests: {cpu: 1000m}, limits: {cpu: 1}}',
  '{requests: {memory: "{{ .memory }}"}}',
  '{limits: {nvidia.com/gpu: 1, ephemeral-storage: 1Gi}}',
])('silent: %s', (block) => {
  expect(check(pod(block))).toEqual([]);
});

test('the values of a chart', () => {
  const chart = (resources: string) =>
    `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a}, spec: {source: {chart: c, helm: {valuesObject: {web: {resources: ${resources}}}}}}}`;
  expect(findings(resources, chart('{requests: {cpu: 2, memory: 128M1}, limits: {cpu: 1}}'))).toEqual([
    'error spec.source.helm.valuesObject.web.resources.requests.cpu: "cpu" requests 2, over its limit 1',
    'error spec.source.helm.valuesObject.web.resources.requests.memory: "memory" is "128M1", which is no quantity',
  ]);
  expect(findings(resources, chart('{requests: {cpu: 1}, limits: {cpu: 1}}'))).toEqual([]);
});

test('what an operator makes pods of', () => {
  const failover = (redis: string) =>
    findings(
      resources,
      `{apiVersion: databases.spotahome.com/v1, kind: RedisFailover, metadata: {name: a}, spec: {redis: {resources: ${redis}}}}`,
    );
  expect(failover('{requests: {memory: 1Gi}, limits: {memory: 512Mi}}')).toEqual([
    'error spec.redis.resources.requests.memory: "memory" requests 1Gi, over its limit 512Mi',
  ]);
  expect(failover('{requests: {memory: 1Gi}, limits: {memory: 1Gi}}')).toEqual([]);
});

test.each([
  ['-Xms1g -Xmx2g', '2Gi', ['-Xmx2g']],
  ['-Xmx512m', '1Gi', []],
  ['-Xmx4g -Xmx512m', '1Gi', []],
  ['-XX:MaxRAMPercentage=75', '1Gi', []],
  ['--max-old-space-size=2048', '1Gi', ['--max-old-space-size=2048']],
  ['--max-old-space-size=1024', '1Gi', []],
  ['-Xmx8g', undefined, []],
])('a heap of %s in %s', (options, limit, heaps) => {
  const limits = limit === undefined ? '' : `, resources: {limits: {memory: ${limit}}}`;
  const container = `{name: elasticsearch, env: [{name: OPTS, value: '${options}'}]${limits}}`;
  const told = heaps.map((heap) => `a heap of ${heap} is allowed, and the container may have ${limit} in all`);
  expect(
    check(
      `{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs}, spec: {nodeSets: [{podTemplate: {spec: {containers: [${container}]}}}]}}`,
    ),
  ).toEqual(told.map((text) => `error spec.nodeSets[0].podTemplate.spec.containers[0].env[0].value: ${text}`));
  expect(check(deployment('shop').replace('{name: app, image: "x:1"}', container))).toEqual(
    told.map((text) => `error ${at}.env[0].value: ${text}`.replace('.resources', '')),
  );
});
