import { podTemplateOf } from '../../src/manifest/pod-template.js';
import { setOf } from './set-of.js';

test('containers of every sort, their environment and ports', () => {
  const [manifest] = setOf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  template:
    metadata: {labels: {app: a}}
    spec:
      initContainers: [{name: i}, {name: s, restartPolicy: Always}]
      containers: [{name: m, env: [{name: A, value: b}, {name: C, valueFrom: {}}], ports: [{containerPort: 80}]}]
`).manifests;
  if (!manifest) throw new Error();
  const pod = podTemplateOf(manifest);
  expect(pod?.labels).toEqual(new Map([['app', 'a']]));
  expect(pod?.containers.map(({ name, role }) => `${name} ${role}`)).toEqual(['m main', 'i init', 's sidecar']);
  const [main] = pod?.containers ?? [];
  expect(main?.env.map(({ name, value }) => [name, value])).toEqual([
    ['A', 'b'],
    ['C', undefined],
  ]);
  expect(main?.ports.map(({ port, protocol, field }) => [port, protocol, field.path.join('.')])).toEqual([
    [80, 'TCP', 'spec.template.spec.containers.0.ports.0'],
  ]);
});

test('a Rollout that takes its template from elsewhere has none', () => {
  const [manifest] = setOf(
    '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a}, spec: {workloadRef: {name: a}}}',
  ).manifests;
  expect(manifest && podTemplateOf(manifest)).toBeUndefined();
});
