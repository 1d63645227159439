import { rwoSurge } from '../../../../src/checks/rules/workloads/rwo-surge.js';
import { deployment, findings } from '../../findings.js';

const claim =
  '---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: api}, spec: {accessModes: [ReadWriteOnce]}}\n';
const volumes = 'volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]';
const rollout = (strategy: string) =>
  deployment('shop', volumes, `  strategy: ${strategy}`)
    .replace('apps/v1', 'argoproj.io/v1alpha1')
    .replace('kind: Deployment', 'kind: Rollout');
const check = (text: string) => findings(rwoSurge, claim + text);

test.each([
  ['the strategy that a Deployment has by itself', deployment('shop', volumes), 'spec'],
  ['a surge', deployment('shop', volumes, '  strategy: {rollingUpdate: {maxSurge: 1}}'), 'spec.strategy'],
  ['blue-green', rollout('{blueGreen: {activeService: a}}'), 'spec.strategy.blueGreen'],
  ['a canary', rollout('{canary: {}}'), 'spec.strategy.canary'],
  [
    'a canary whose traffic is routed',
    rollout('{canary: {maxSurge: 0, trafficRouting: {nginx: {}}}}'),
    'spec.strategy.canary',
  ],
])('%s', (_, text, field) => {
  expect(check(text)).toEqual([
    `error ${field}: "shop" starts a new pod before the old one is gone, and both need claim "c" (ReadWriteOnce)`,
  ]);
});

test.each([
  ['Recreate', deployment('shop', volumes, '  strategy: {type: Recreate}')],
  ['no surge', deployment('shop', volumes, '  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}')],
  ['a StatefulSet', deployment('shop', volumes).replace('kind: Deployment', 'kind: StatefulSet')],
  ['no claim', deployment('shop')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
