import { argocdName } from '../../../../src/checks/rules/gitops/argocd-name.js';
import { deployment, findings } from '../../findings.js';

const object = (metadata: string, kind = 'ConfigMap') =>
  findings(argocdName, `{apiVersion: v1, kind: ${kind}, metadata: {name: a, namespace: api, ${metadata}}}`);
const annotated = (key: string) => object(`annotations: {${key}: "1"}`);
const application = (finalizer: string) =>
  findings(
    argocdName,
    `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd, finalizers: ["${finalizer}"]}}`,
  );

test.each([
  'argocd.argoproj.io/syncwave',
  'argocd.argoproj.io/hooks',
  'argocd.argoproj.io/hook-delete-policies',
  'argocd.argoproj.io/sync-option',
  'argocd.argoproj.com/sync-wave',
  'argo-cd.argoproj.io/hook',
  'argocd.argoprj.io/sync-options',
])('%s', (key) => {
  expect(annotated(key)).toEqual([`error metadata.annotations["${key}"]: Argo CD reads no annotation "${key}"`]);
});

test.each([
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/health-aggregate-overrides',
  'argocd.argoproj.io/something-of-our-own',
  'link.argocd.argoproj.io/refresh',
  'notifications.argoproj.io/subscribe.on-sync-failed.slack',
  'argocd-image-updater.argoproj.io/image-list',
  'rollout.argoproj.io/revision',
  'helm.sh/hook',
])('silent: %s', (key) => {
  expect(annotated(key)).toEqual([]);
});

test('a label is no annotation', () => {
  expect(object('labels: {argocd.argoproj.io/sync-wave: "1"}')).toEqual([
    'error metadata.labels["argocd.argoproj.io/sync-wave"]: "argocd.argoproj.io/sync-wave" is read of annotations, not of labels',
  ]);
  expect(object('labels: {argocd.argoproj.io/secret-type: cluster}', 'Secret')).toEqual([]);
});

test('a pod template is not what is applied', () => {
  const wave = 'annotations: {argocd.argoproj.io/sync-wave: "3"}';
  const pod = deployment('a').replace('metadata: {labels: {app: a}}', `metadata: {labels: {app: a}, ${wave}}`);
  expect(findings(argocdName, pod)).toEqual([
    'error spec.template.metadata.annotations["argocd.argoproj.io/sync-wave"]: "argocd.argoproj.io/sync-wave" stands at the pod template: Argo CD applies the Deployment',
  ]);
  expect(findings(argocdName, pod.replace('namespace: api}', `namespace: api, ${wave}}`))).toEqual([]);
  expect(findings(argocdName, deployment('a').replace('namespace: api}', `namespace: api, ${wave}}`))).toEqual([]);
});

test.each([
  'resource-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/backgroud',
  'resources-finalizer.argoproj.io',
])('finalizer %s', (finalizer) => {
  expect(application(finalizer)).toEqual([
    `error metadata.finalizers[0]: no controller knows the finalizer "${finalizer}"`,
  ]);
});

test.each([
  'resources-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/background',
  'post-delete-finalizer.argocd.argoproj.io/cleanup',
  'shop.io/keep',
])('silent: finalizer %s', (finalizer) => {
  expect(application(finalizer)).toEqual([]);
});
