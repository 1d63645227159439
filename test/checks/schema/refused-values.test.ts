import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (container: string, volumes = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${volumes && `volumes: [${volumes}], `}containers: [{name: app, image: "x:1", ${container}}]}}`;
const from = (source: string, more = '') => pod(`env: [{name: A${more}, valueFrom: {${source}}}]`);
const file = (item: string) =>
  pod('volumeMounts: [{name: v, mountPath: /v}]', `{name: v, downwardAPI: {items: [{path: p, ${item}}]}}`);
const at = 'spec.containers[0].env[0].valueFrom';
const inFile = 'spec.volumes[0].downwardAPI.items[0]';

test.each([
  [
    'a value beside its source',
    from('fieldRef: {fieldPath: status.podIP}', ', value: x'),
    `${at}: variable "A" has a value and valueFrom`,
  ],
  [
    'two sources',
    from('fieldRef: {fieldPath: status.podIP}, secretKeyRef: {name: s, key: k}'),
    `${at}: "valueFrom" has secretKeyRef and fieldRef, allowed is one of them`,
  ],
  [
    'no source',
    from(''),
    `${at}: "valueFrom" has none of configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef and fileKeyRef, it needs one of them`,
  ],
  [
    'no source of all',
    pod('envFrom: [{prefix: A_}]'),
    'spec.containers[0].envFrom[0]: "envFrom" has none of configMapRef and secretRef, it needs one of them',
  ],
  [
    'a field of another part',
    from('fieldRef: {fieldPath: spec.podIP}'),
    `${at}.fieldRef.fieldPath: "spec.podIP" is no field of a pod that a variable can have`,
  ],
  [
    'all labels',
    from('fieldRef: {fieldPath: metadata.labels}'),
    `${at}.fieldRef.fieldPath: "metadata.labels" is no field of a pod that a variable can have`,
  ],
  [
    'a field that no file has',
    file('fieldRef: {fieldPath: status.podIP}'),
    `${inFile}.fieldRef.fieldPath: "status.podIP" is no field of a pod that a file can have`,
  ],
  [
    'an amount',
    from('resourceFieldRef: {resource: memory}'),
    `${at}.resourceFieldRef.resource: "memory" is no amount that a container has`,
  ],
  [
    'a container that is not there',
    from('resourceFieldRef: {resource: limits.cpu, containerName: web}'),
    `${at}.resourceFieldRef.containerName: the pod has no container "web"`,
  ],
  [
    'a file of no container',
    file('resourceFieldRef: {resource: limits.cpu}'),
    `${inFile}.resourceFieldRef: "resourceFieldRef" of a file names no container`,
  ],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test.each([
  from('fieldRef: {fieldPath: status.hostIPs}', ', value: ""'),
  from('fieldRef: {fieldPath: "metadata.annotations[\'a.io/b\']"}'),
  from('resourceFieldRef: {resource: limits.hugepages-2Mi, containerName: app}'),
  from('resourceFieldRef: {resource: $(AMOUNT), containerName: $(NAME)}'),
  from('fieldRef: {fieldPath: $(FIELD)}'),
  from('secretKeyRef: {name: s, key: k}'),
  file('fieldRef: {fieldPath: metadata.labels}'),
  file('resourceFieldRef: {resource: requests.memory, containerName: app}'),
  pod('env: [{name: A, value: x}, {name: B}], envFrom: [{prefix: A_, secretRef: {name: s}}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});

test('a source that is misspelled is said once', () => {
  expect(findings(schema, from('secretKeyref: {name: s, key: k}'))).toEqual([
    expect.stringContaining('did you mean "secretKeyRef"?'),
  ]);
});
