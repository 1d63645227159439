import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const claim = (spec: string) =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: api}, spec: {${spec}}}`;
const template = (spec: string) =>
  `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a, namespace: api}, spec: {serviceName: a, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: "x:1"}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {${spec}}}]}}`;
const SIZE = 'resources: {requests: {storage: 1Gi}}';

test.each([
  [claim(SIZE), 'error spec: the claim has no accessModes'],
  [
    claim('accessModes: [ReadWriteOnce], resources: {limits: {storage: 1Gi}}'),
    'error spec: the claim requests no storage',
  ],
  [
    claim(`accessModes: [ReadWriteOnce, ReadWriteOncePod], ${SIZE}`),
    'error spec.accessModes[1]: ReadWriteOncePod stands beside other accessModes',
  ],
  [template('accessModes: [ReadWriteOnce]'), 'error spec.volumeClaimTemplates[0].spec: the claim requests no storage'],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([claim(`accessModes: [ReadWriteOncePod], ${SIZE}`), template(`accessModes: [ReadWriteMany], ${SIZE}`)])(
  'silent %#',
  (text) => {
    expect(findings(schema, text)).toEqual([]);
  },
);
