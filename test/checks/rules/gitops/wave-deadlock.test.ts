import { waveDeadlock } from '../../../../src/checks/rules/gitops/wave-deadlock.js';
import { findings, inFiles } from '../../findings.js';

const object = (kind: string, apiVersion: string, name: string, wave: number, spec = '{}') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: api, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}, spec: ${spec}}\n`;
const rollout = (wave: number) =>
  object(
    'Rollout',
    'argoproj.io/v1alpha1',
    'shop',
    wave,
    '{strategy: {canary: {stableService: shop, analysis: {templates: [{templateName: success}]}}}}',
  );
const service = (wave: number) => object('Service', 'v1', 'shop', wave);
const template = (wave: number) => object('AnalysisTemplate', 'argoproj.io/v1alpha1', 'success', wave);
const last = object('ConfigMap', 'v1', 'last', 9);
const field = 'metadata.annotations["argocd.argoproj.io/sync-wave"]';

test('a Rollout before its Service', () => {
  expect(findings(waveDeadlock, rollout(1) + service(2) + template(0) + last)).toEqual([
    `error ${field}: Rollout api/shop is in wave 1 and needs Service api/shop of wave 2`,
  ]);
});

test('in the wave of its template, but before it by name', () => {
  expect(findings(waveDeadlock, rollout(1) + service(0) + template(1) + last)).toEqual([
    `warning ${field}: Rollout api/shop is applied before AnalysisTemplate api/success, which it needs: both are in wave 1`,
  ]);
});

test('in the last wave nothing waits', () => {
  expect(findings(waveDeadlock, rollout(1) + service(0) + template(1))).toEqual([]);
});

test('an autoscaler before its target', () => {
  const hpa = object(
    'HorizontalPodAutoscaler',
    'autoscaling/v2',
    'shop',
    0,
    '{scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: shop}}',
  );
  expect(findings(waveDeadlock, hpa + rollout(1) + service(0) + template(0) + last)).toHaveLength(1);
});

test('a claim that waits for a pod of a later wave', () => {
  const claim = object('PersistentVolumeClaim', 'v1', 'wal', 0, '{storageClassName: gp3}');
  const storage =
    '---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: gp3}, volumeBindingMode: WaitForFirstConsumer}\n';
  const pod = object(
    'Pod',
    'v1',
    'worker',
    1,
    '{containers: [], volumes: [{name: w, persistentVolumeClaim: {claimName: wal}}]}',
  );
  expect(findings(waveDeadlock, claim + storage + pod)).toEqual([
    `error ${field}: PersistentVolumeClaim api/wal is in wave 0 and is bound when Pod api/worker of wave 1 is there`,
  ]);
  // Without its class nothing says that it waits.
  expect(findings(waveDeadlock, claim + pod)).toEqual([]);
});

test('waves of another Application say nothing', () => {
  expect(
    inFiles(waveDeadlock, { 'dist/dev/a/r.yaml': rollout(1) + last, 'dist/dev/b/s.yaml': service(2) + template(0) }),
  ).toEqual([]);
  const application =
    '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop, namespace: argocd}, spec: {source: {path: dist/dev}}}';
  expect(
    inFiles(waveDeadlock, {
      'dist/dev/a/r.yaml': rollout(1) + last,
      'dist/dev/b/s.yaml': service(2) + template(0),
      'clusters/dev/apps/a.yaml': application,
    }),
  ).toHaveLength(1);
});
