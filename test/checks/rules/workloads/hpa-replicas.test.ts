import { hpaReplicas } from '../../../../src/checks/rules/workloads/hpa-replicas.js';
import { deployment, findings, inFiles } from '../../findings.js';

const scaler =
  '---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: shop, namespace: api}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}}\n';
const keda =
  '---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: shop, namespace: api}, spec: {scaleTargetRef: {name: shop}}}\n';
const shop = (spec: string) => deployment('shop', '', spec);

test('said once for a workload, whatever scales it', () => {
  const message = (by: string) =>
    `warning spec.replicas: Deployment api/shop has replicas 3, which ${by} api/shop sets`;
  expect(findings(hpaReplicas, shop('  replicas: 3') + scaler)).toEqual([message('HorizontalPodAutoscaler')]);
  expect(findings(hpaReplicas, shop('  replicas: 3') + keda)).toEqual([message('ScaledObject')]);
});

test('silent: none in the manifest, a parked one, nobody who scales', () => {
  expect(findings(hpaReplicas, shop('') + scaler)).toEqual([]);
  expect(findings(hpaReplicas, shop('  replicas: 0') + keda)).toEqual([]);
  expect(findings(hpaReplicas, shop('  replicas: 3'))).toEqual([]);
});

test('silent: what an Application applies, of which ignore-diff speaks', () => {
  const application =
    '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: u, path: k8s/shop}, destination: {namespace: api}}}\n';
  expect(
    inFiles(hpaReplicas, { 'apps.yaml': application, 'k8s/shop/all.yaml': shop('  replicas: 3') + scaler }),
  ).toEqual([]);
});
