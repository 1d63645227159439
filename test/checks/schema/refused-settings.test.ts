import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (spec: string, container = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${spec}containers: [{name: app, image: "x:1"${container}}]}}`;
const workload = (kind: string, spec: string) =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: a, namespace: api}, spec: {${spec}, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: "x:1"}]}}}}`;
const quota = (hard: string) =>
  `{apiVersion: v1, kind: ResourceQuota, metadata: {name: a, namespace: api}, spec: {hard: {${hard}}}}`;
const external = (name: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {type: ExternalName, externalName: "${name}"}}`;

test.each([
  ['no server of names', pod('dnsPolicy: None, '), 'spec.dnsPolicy: dnsPolicy is None, and dnsConfig names no server'],
  [
    'a medium',
    pod('volumes: [{name: t, emptyDir: {medium: memory}}], '),
    'spec.volumes[0].emptyDir.medium: "memory" is no medium of an emptyDir, allowed are Memory and HugePages',
  ],
  [
    'a resource of a container',
    pod('', ', resources: {limits: {ephemeral_storage: 1Gi}}'),
    'spec.containers[0].resources.limits.ephemeral_storage: "ephemeral_storage" is no resource of a container',
  ],
  [
    'a resource of a quota',
    quota('requests.cpus: "4"'),
    'spec.hard["requests.cpus"]: "requests.cpus" is no resource of a quota',
  ],
  [
    'two strategies of a Deployment',
    workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'),
    'spec.strategy.rollingUpdate: "rollingUpdate" is set, which type Recreate may not have',
  ],
  [
    'two strategies of a StatefulSet',
    workload('StatefulSet', 'serviceName: a, updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}'),
    'spec.updateStrategy.rollingUpdate: "rollingUpdate" is set, which type OnDelete may not have',
  ],
  [
    'a key of both kinds',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: a}, binaryData: {x: YQ==}}',
    'binaryData.x: key "x" is in "data" too',
  ],
  [
    'a host',
    external('http://db.team.io'),
    'spec.externalName: externalName "http://db.team.io" is not the name of a host',
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  pod('dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1]}, '),
  pod('volumes: [{name: t, emptyDir: {medium: Memory}}, {name: u, emptyDir: {medium: HugePages-2Mi}}], '),
  pod('', ', resources: {limits: {nvidia.com/gpu: 1, hugepages-2Mi: 1Gi, ephemeral-storage: 1Gi}}'),
  quota(
    'count/deployments.apps: 4, requests.nvidia.com/gpu: 4, pods: 4, limits.memory: 4Gi, requests.hugepages-2Mi: 1',
  ),
  workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: null}'),
  '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: a}, binaryData: {y: YQ==}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: filled in before it is applied
  pod('volumes: [{name: t, emptyDir: {medium: "${MEDIUM}"}}], '),
  external('db.team.io'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
