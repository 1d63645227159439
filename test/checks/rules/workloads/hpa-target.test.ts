import { hpaTarget } from '../../../../src/checks/rules/workloads/hpa-target.js';
import { deployment, findings } from '../../findings.js';

const hpa = (name: string, target: string, more = 'maxReplicas: 3') =>
  `---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: ${name}, namespace: api}, spec: {scaleTargetRef: ${target}, ${more}}}\n`;
const scaled = (name: string, target: string, more = '') =>
  `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: ${name}, namespace: api}, spec: {scaleTargetRef: ${target}${more}}}\n`;
const shop = '{apiVersion: apps/v1, kind: Deployment, name: shop}';
const check = (text: string) => findings(hpaTarget, deployment('shop') + text);

test('a target that is not there, or of another kind', () => {
  expect(check(hpa('a', '{apiVersion: apps/v1, kind: Deployment, name: shops}'))).toEqual([
    'error spec.scaleTargetRef.name: Deployment "shops" does not exist in namespace "api"',
  ]);
  expect(check(hpa('a', '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: shop}'))).toEqual([
    'warning spec.scaleTargetRef.name: Rollout "shop" does not exist in namespace "api"',
  ]);
});

test('two autoscalers of one workload', () => {
  expect(check(hpa('a', shop) + scaled('b', '{name: shop}'))).toEqual([
    'error spec.scaleTargetRef: HorizontalPodAutoscaler api/a scales Deployment api/shop already',
  ]);
});

test('bounds that no autoscaler takes', () => {
  expect(check(hpa('a', shop, 'minReplicas: 5, maxReplicas: 3'))).toEqual([
    'error spec.minReplicas: the least number of replicas, 5, is over the greatest, 3',
  ]);
  expect(check(hpa('a', shop, 'minReplicas: 0, maxReplicas: 3'))).toEqual([
    'error spec.minReplicas: the least number of replicas is 0, at least 1 is allowed',
  ]);
});

test('an idle number that is not below the least', () => {
  const idle = (least: string) => check(scaled('a', '{name: shop}', `, ${least}idleReplicaCount: 1`));
  expect(idle('minReplicaCount: 1, ')).toEqual([
    'error spec.idleReplicaCount: idleReplicaCount is 1, and minReplicaCount 1: it must be less',
  ]);
  expect(idle('minReplicaCount: 2, ')).toEqual([]);
});

test('what cannot be scaled', () => {
  const daemons =
    '---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d, namespace: api}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: "x:1"}]}}}}\n';
  expect(check(daemons + hpa('a', '{apiVersion: apps/v1, kind: DaemonSet, name: d}'))).toEqual([
    'error spec.scaleTargetRef.kind: a DaemonSet cannot be scaled',
  ]);
});

test.each([
  ['one autoscaler', hpa('a', shop)],
  [
    'a Rollout that takes its pods from a Deployment',
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r, namespace: api}, spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}}\n' +
      hpa('a', '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: r}'),
  ],
  ['KEDA down to none', scaled('a', '{name: shop}', ', minReplicaCount: 0')],
  ['one for each of two', deployment('web') + hpa('a', shop) + hpa('b', shop.replace('shop', 'web'))],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
