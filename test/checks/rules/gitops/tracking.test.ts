import { tracking } from '../../../../src/checks/rules/gitops/tracking.js';
import { findings } from '../../findings.js';

const object = (metadata: string) =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: api, ${metadata}}}\n`;
const settings = (method: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm, namespace: argocd}, data: {application.resourceTrackingMethod: ${method}}}\n`;
const label = object('labels: {app.kubernetes.io/instance: a}');

test('what Argo CD writes itself', () => {
  expect(findings(tracking, object('annotations: {argocd.argoproj.io/tracking-id: x}'))).toEqual([
    'warning metadata.annotations["argocd.argoproj.io/tracking-id"]: argocd.argoproj.io/tracking-id is what Argo CD itself writes',
  ]);
});

test('the label counts only where Argo CD tracks by it', () => {
  expect(findings(tracking, label + settings('label'))).toHaveLength(1);
  expect(findings(tracking, label + settings('annotation'))).toEqual([]);
  expect(findings(tracking, label)).toEqual([]);
});
