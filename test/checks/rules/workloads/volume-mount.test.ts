import { volumeMount } from '../../../../src/checks/rules/workloads/volume-mount.js';
import { findings } from '../../findings.js';

const statefulSet = (mount: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store, namespace: api}
spec:
  template:
    spec:
      initContainers: [{name: init, image: "x:1", volumeMounts: [{name: ${mount}, mountPath: /data}]}]
      containers: [{name: app, image: "x:1", volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates: [{metadata: {name: data}}]
`;

test('a claim of the StatefulSet is a volume', () => {
  expect(findings(volumeMount, statefulSet('data'))).toEqual([]);
});

test('init containers mount volumes too', () => {
  expect(findings(volumeMount, statefulSet('date'))).toEqual([
    'error spec.template.spec.initContainers[0].volumeMounts[0].name: volume "date" is mounted, and the pod declares "data"',
  ]);
});

test('a name that is filled in later may be any', () => {
  expect(findings(volumeMount, statefulSet('"{{ .Values.volume }}"'))).toEqual([]);
});
