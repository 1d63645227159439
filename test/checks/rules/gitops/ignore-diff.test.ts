import { ignoreDiff } from '../../../../src/checks/rules/gitops/ignore-diff.js';
import { inFiles } from '../../findings.js';
import { application } from './applications.js';

const workload = (replicas = 'replicas: 2, ') => `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: api}, spec: {${replicas}template: {}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, namespace: api}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}}
`;
const run = (spec: string, own = workload()) =>
  inFiles(ignoreDiff, {
    'apps/a.yaml': application('shop', `source: {repoURL: u, path: k8s/a}, ${spec}`),
    'k8s/a/all.yaml': own,
  });
const heal = 'automated: {selfHeal: true}';
const entry = (path: string) => `ignoreDifferences: [{group: apps, kind: Deployment, ${path}}]`;
const resets = ['warning spec.syncPolicy.automated: self-healing resets the replicas of "a", which autoscalers set'];

test('replicas of an autoscaled workload', () => {
  expect(run(`syncPolicy: {${heal}}`)).toEqual(resets);
  expect(
    run(`syncPolicy: {${heal}}, ignoreDifferences: [{group: apps, kind: StatefulSet, jsonPointers: [/spec/replicas]}]`),
  ).toEqual(resets);
  expect(run('syncPolicy: {automated: {}}')).toEqual([]);
  expect(run(`syncPolicy: {${heal}}`, workload(''))).toEqual([]);
});

test.each(['jsonPointers: [/spec/replicas]', 'jqPathExpressions: [.spec.replicas]'])('ignored by %s', (path) => {
  expect(run(`syncPolicy: {${heal}}, ${entry(path)}`)).toEqual([
    'warning spec.ignoreDifferences[0]: a sync of "shop" still resets replicas: the difference is only not looked for',
  ]);
  expect(run(`syncPolicy: {${heal}, syncOptions: [RespectIgnoreDifferences=true]}, ${entry(path)}`)).toEqual([]);
});

test('what istiod writes', () => {
  const chart = (name: string, expressions: string) =>
    inFiles(ignoreDiff, {
      'a.yaml': application(
        'mesh',
        `source: {repoURL: "https://istio.io/charts", chart: ${name}}, syncPolicy: {${heal}}, ignoreDifferences: [{group: admissionregistration.k8s.io, kind: ValidatingWebhookConfiguration, jqPathExpressions: [${expressions}]}]`,
      ),
    });
  expect(chart('base', '".webhooks[].clientConfig.caBundle"')).toEqual([
    'warning spec.ignoreDifferences[0].jqPathExpressions: failurePolicy of ValidatingWebhookConfiguration is not ignored: written after chart "base" is applied',
  ]);
  expect(chart('base', '".webhooks[]?.clientConfig.caBundle", ".webhooks[].failurePolicy"')).toEqual([]);
  expect(chart('istiod', '".webhooks[].clientConfig", ".webhooks[].failurePolicy"')).toEqual([
    'warning spec.ignoreDifferences: divisor of Deployment is not ignored: written after chart "istiod" is applied',
  ]);
});

test('weights that a Rollout moves', () => {
  const own = `
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: api}, spec: {}}
---
{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a, namespace: api}, spec: {strategy: {canary: {trafficRouting: {istio: {virtualService: {name: v}}}}}}}
`;
  expect(run(`syncPolicy: {${heal}}`, own)).toEqual([
    'warning spec.syncPolicy.automated: self-healing resets the weights of VirtualService api/v, which Rollout api/a moves',
  ]);
  const paths = 'group: networking.istio.io, kind: VirtualService, jqPathExpressions: [".spec.http[].route[].weight"]';
  expect(run(`syncPolicy: {${heal}}, ignoreDifferences: [{${paths}}]`, own)).toEqual([]);
  expect(run('syncPolicy: {automated: {}}', own)).toEqual([]);
});

test('the same in several Applications is one finding', () => {
  const two = (first: string, second: string) =>
    inFiles(ignoreDiff, {
      'apps/a.yaml': application('shop', `source: {repoURL: u, path: k8s/a}, ${first}`),
      'apps/b.yaml': application('cart', `source: {repoURL: u, path: k8s/b}, ${second}`),
      'k8s/a/all.yaml': workload(),
      'k8s/b/all.yaml': workload().replaceAll('name: a', 'name: b'),
    });
  expect(two(`syncPolicy: {${heal}}`, `syncPolicy: {${heal}}`)).toEqual([
    'warning spec.syncPolicy.automated: self-healing resets the replicas of "a" and "b", which autoscalers set, here and in "cart"',
  ]);
  const ignoring = `syncPolicy: {${heal}}, ${entry('jsonPointers: [/spec/replicas]')}`;
  expect(two(`syncPolicy: {${heal}}`, ignoring)).toEqual(resets);
  expect(two(ignoring, ignoring)).toHaveLength(1);
});
