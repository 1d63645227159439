import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { roWeightRounding } from '../../../../src/checks/rules/delivery/ro-weight-rounding.js';
import { findings } from '../../findings.js';

const weighed = (weight: number, replicas: number | undefined, more = '') =>
  exampleRollout(
    `canary:\n  steps: [{ setWeight: ${weight} }]\n${more}`,
    replicas === undefined ? '' : `  replicas: ${replicas}\n`,
  );
const path = 'warning spec.strategy.canary.steps[0].setWeight: ';

test.each([
  [10, 10, []],
  [30, 3, []],
  [10, 3, [`${path}weight 10 of 3 pods is 1 of 4: 25 %`]],
  [30, 2, []],
  [1, 2, [`${path}weight 1 of 2 pods is 1 of 3: 33 %`]],
  [100, 1, []],
  [10, undefined, [`${path}weight 10 of 1 pod is 1 of 2: 50 %`]],
  [10, 0, []],
])('%d %% of %s pods', (weight, replicas, expected) => {
  expect(findings(roWeightRounding, weighed(weight, replicas))).toEqual(expected);
});

test('without a pod to spare there are fewer weights', () => {
  expect(findings(roWeightRounding, weighed(50, 3))).toEqual([]);
  expect(findings(roWeightRounding, weighed(50, 3, '  maxSurge: 0\n'))).toEqual([
    `${path}weight 50 of 3 pods is 2 of 3: 67 %`,
  ]);
});

test('a router gives any weight', () => {
  expect(findings(roWeightRounding, weighed(1, 1, '  trafficRouting: { nginx: { stableIngress: x } }\n'))).toEqual([]);
});

test('an autoscaler’s least number counts', () => {
  const scaler = (min: number) => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop, namespace: api }
spec:
  minReplicas: ${min}
  maxReplicas: 20
  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: shop }
`;
  expect(findings(roWeightRounding, weighed(10, undefined) + scaler(10))).toEqual([]);
  expect(findings(roWeightRounding, weighed(10, undefined) + scaler(2))).toHaveLength(1);
});
