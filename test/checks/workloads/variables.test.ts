import { prefixOf, serviceName, variablesOf } from '../../../src/checks/workloads/variables.js';
import { partFiles } from '../../../src/manifest/files/sets.js';

const text = `
{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {A: one}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: s, namespace: api}
spec: {target: {template: {data: {B: "{{ .b }}"}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: shop-canary, namespace: api}
spec:
  containers:
    - name: app
      env: [{name: C, value: three}, {name: D, valueFrom: {secretKeyRef: {name: s, key: B}}}]
      envFrom: [{configMapRef: {name: c}}, {secretRef: {name: s}}]
`;

test('variables of a pod, with where each is written', () => {
  const [set] = partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]).sets;
  const found = set ? variablesOf(set) : [];
  expect(found.map(({ name, at }) => `${name} ${at.manifest.ref.kind} ${at.text}`)).toEqual([
    'C Pod three',
    'D Pod undefined',
    'A ConfigMap one',
    'B ExternalSecret {{ .b }}',
  ]);
  expect(found.map(({ pod }) => serviceName(pod))).toEqual(['shop', 'shop', 'shop', 'shop']);
});

test('a name as variables begin with it', () => {
  expect(prefixOf('chat-worker.v2')).toBe('CHAT_WORKER_V2_');
});
