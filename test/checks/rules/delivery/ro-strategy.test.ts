import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { roStrategy } from '../../../../src/checks/rules/delivery/ro-strategy.js';
import { findings } from '../../findings.js';

const canary = 'canary: { steps: [] }';

test.each([
  [
    'no strategy',
    exampleRollout('paused: true'),
    'error spec.strategy: a Rollout has neither "canary" nor "blueGreen"',
  ],
  [
    'no pods',
    exampleRollout(canary).replace(/ {2}template:[\s\S]*?:1\.0\.0\n/, ''),
    'error spec: a Rollout has neither "template" nor "workloadRef"',
  ],
  [
    'no selector',
    exampleRollout(canary)
      .replace('    matchLabels: { app: shop }\n', '    matchLabels: {}\n')
      .replace('selector:\n    matchLabels: {}\n', 'paused: false\n'),
    'error spec: a Rollout has no selector',
  ],
  [
    'a deadline that no pod can meet',
    exampleRollout(canary, '  minReadySeconds: 600\n'),
    'error spec.minReadySeconds: progressDeadlineSeconds 600 is not above minReadySeconds 600',
  ],
  [
    'no pod to come and none to go',
    exampleRollout('canary: { maxSurge: 0, maxUnavailable: 0% }'),
    'error spec.strategy.canary.maxSurge: maxSurge and maxUnavailable are both 0: no pod may come and none may go',
  ],
  [
    'two ways to keep apart',
    exampleRollout(
      'canary: { antiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {}, preferredDuringSchedulingIgnoredDuringExecution: { weight: 1 } } }',
    ),
    'error spec.strategy.canary.antiAffinity: antiAffinity has 2 terms, one is allowed',
  ],
])('%s', (_, text, expected) => {
  expect(findings(roStrategy, text)).toEqual([expected]);
});

const withRef = (name: string, template = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop, namespace: api }
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
${template}  strategy: { canary: { steps: [] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: api }
spec:
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: a, image: 'a:1' }] } }
`;

test('a workloadRef replaces selector and template, and names a Deployment that is there', () => {
  expect(findings(roStrategy, withRef('shop'))).toEqual([]);
  expect(findings(roStrategy, withRef('shops'))).toEqual([
    'error spec.workloadRef.name: Deployment "shops" does not exist in namespace "api"',
  ]);
  expect(findings(roStrategy, withRef('shop', '  template: { spec: { containers: [] } }\n'))).toEqual([
    'error spec.workloadRef: a Rollout has both "template" and "workloadRef", one is allowed',
  ]);
});

test('a canary without a step is a strategy', () => {
  expect(findings(roStrategy, exampleRollout('canary:'))).toEqual([]);
});
