import { rwoShared } from '../../../../src/checks/rules/workloads/rwo-shared.js';
import { deployment, findings } from '../../findings.js';

const claim = (mode: string) =>
  `---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: api}, spec: {accessModes: [${mode}]}}\n`;
const volumes = (more = '') => `volumes: [{name: v, persistentVolumeClaim: {claimName: c${more}}}]`;
const two = '  replicas: 2';
const check = (text: string) => findings(rwoShared, text);
const at = 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName';

test('replicas, or what an autoscaler may ask for', () => {
  const message = (pods: number) =>
    `error ${at}: up to ${pods} pods of "shop" mount claim "c", which is ReadWriteOnce: one node at a time`;
  expect(check(claim('ReadWriteOnce') + deployment('shop', volumes(), two))).toEqual([message(2)]);
  const scaler =
    '---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: api}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}, maxReplicas: 4}}\n';
  expect(check(claim('ReadWriteOnce') + deployment('shop', volumes()) + scaler)).toEqual([message(4)]);
});

test('on one node it works, unless one pod is meant', () => {
  const pinned = `${volumes()}, nodeSelector: {kubernetes.io/hostname: n1}`;
  expect(check(claim('ReadWriteOnce') + deployment('shop', pinned, two))).toEqual([expect.stringMatching(/^warning/)]);
  expect(check(claim('ReadWriteOncePod') + deployment('shop', pinned, two))).toEqual([
    expect.stringMatching(/^error.*one pod/),
  ]);
});

test.each([
  ['one replica', claim('ReadWriteOnce') + deployment('shop', volumes())],
  ['a volume for many', claim('ReadWriteMany') + deployment('shop', volumes(), two)],
  ['only read', claim('ReadWriteOnce') + deployment('shop', volumes(', readOnly: true'), two)],
  ['a claim that is not shown', deployment('shop', volumes(), two)],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
