import { schema } from '../../../src/checks/rules/schema/schema.js';
import { deployment, findings } from '../findings.js';

const pod = (spec: string, container = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${spec}containers: [{name: app, image: "x:1"${container}}]}}`;
const object = (apiVersion: string, kind: string, spec: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: api}, spec: {${spec}}}`;
const hpa = (more: string) =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 3, ${more}`,
  );
const cron = (more: string) =>
  object(
    'batch/v1',
    'CronJob',
    `schedule: 0 8 * * *, ${more}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: "x:1"}]}}}}`,
  );
const service = (more: string) => object('v1', 'Service', `selector: {app: a}, ${more}`);

test.each([
  [
    'a port of a container',
    pod('', ', ports: [{containerPort: 80}, {containerPort: 70000}]'),
    'spec.containers[0].ports[1].containerPort: "containerPort" is 70000, allowed is 1 to 65535',
  ],
  [
    'a port of an init container',
    pod('initContainers: [{name: i, image: "x:1", ports: [{containerPort: 0}]}], '),
    'spec.initContainers[0].ports[0].containerPort: "containerPort" is 0, allowed is 1 to 65535',
  ],
  [
    'a port of a probe',
    pod('', ', livenessProbe: {httpGet: {port: 80800}}'),
    'spec.containers[0].livenessProbe.httpGet.port: "port" is 80800, allowed is 1 to 65535',
  ],
  [
    'a time of a probe',
    pod('', ', startupProbe: {tcpSocket: {port: 80}, initialDelaySeconds: -5}'),
    'spec.containers[0].startupProbe.initialDelaySeconds: "initialDelaySeconds" is -5, allowed is at least 0',
  ],
  [
    'a mode in decimals',
    pod('volumes: [{name: v, secret: {secretName: s, optional: true, defaultMode: 644}}], '),
    'spec.volumes[0].secret.defaultMode: "defaultMode" is 644, allowed is 0 to 0777, in octal',
  ],
  [
    'a weight',
    pod(
      'affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 0, podAffinityTerm: {topologyKey: zone}}]}}, ',
    ),
    'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: "weight" is 0, allowed is 1 to 100',
  ],
  ['replicas', deployment('a', '', '  replicas: -1'), 'spec.replicas: "replicas" is -1, allowed is at least 0'],
  [
    'a pod of a workload',
    deployment('a', 'topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]'),
    'spec.template.spec.topologySpreadConstraints[0].maxSkew: "maxSkew" is 0, allowed is at least 1',
  ],
  [
    'a window',
    hpa('behavior: {scaleDown: {stabilizationWindowSeconds: 7200}}'),
    'spec.behavior.scaleDown.stabilizationWindowSeconds: "stabilizationWindowSeconds" is 7200, allowed is 0 to 3600',
  ],
  [
    'a period',
    hpa('behavior: {scaleUp: {policies: [{type: Pods, value: 2, periodSeconds: 3600}]}}'),
    'spec.behavior.scaleUp.policies[0].periodSeconds: "periodSeconds" is 3600, allowed is 1 to 1800',
  ],
  [
    'a history',
    cron('failedJobsHistoryLimit: -1'),
    'spec.failedJobsHistoryLimit: "failedJobsHistoryLimit" is -1, allowed is at least 0',
  ],
  ['a port of a Service', service('ports: [{port: 0}]'), 'spec.ports[0].port: "port" is 0, allowed is 1 to 65535'],
  [
    'an affinity',
    service(
      'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 604800}}, ports: [{port: 80}]',
    ),
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds: "timeoutSeconds" is 604800, allowed is 1 to 86400',
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  pod('', ', ports: [{containerPort: 65535, hostPort: 0}], livenessProbe: {httpGet: {port: http}}'),
  pod(
    'volumes: [{name: v, configMap: {name: s, optional: true, defaultMode: 0777, items: [{key: a, path: a, mode: 256}]}}], ',
  ),
  deployment('a', '', '  replicas: 0\n  minReadySeconds: 0'),
  hpa(
    'behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 1, periodSeconds: 1800}]}}',
  ),
  service('ports: [{port: 65535, targetPort: 0}]'),
  service('ports: [{port: 80, targetPort: http}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});

test('a kind of another group that is called alike', () => {
  const knative = object('serving.knative.dev/v1', 'Service', 'ports: [{port: 0}]');
  expect(findings(schema, knative)).toEqual([]);
});
