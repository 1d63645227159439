import { pdbBlocksDrain } from '../../../../src/checks/rules/workloads/pdb-blocks-drain.js';
import { deployment, findings } from '../../findings.js';

const budget = (spec: string, name = 'b') =>
  `---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: ${name}, namespace: api}, spec: {selector: {matchLabels: {app: shop}}, ${spec}}}\n`;
const shop = (replicas: number) => deployment('shop', '', `  replicas: ${replicas}`);
const scaler = (min: number) =>
  `---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: api}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}, minReplicas: ${min}, maxReplicas: 9}}\n`;
const check = (text: string) => findings(pdbBlocksDrain, text);

test.each([
  ['maxUnavailable: 0', 3, 'maxUnavailable: maxUnavailable is 0: no pod may ever go'],
  ['minAvailable: 100%', 3, 'minAvailable: minAvailable 100% means 3 of 3 pods: none may ever go'],
  ['minAvailable: 3', 3, 'minAvailable: minAvailable 3 means 3 of 3 pods: none may ever go'],
  ['minAvailable: 50%', 1, 'minAvailable: minAvailable 50% means 1 of 1 pod: none may ever go'],
])('%s of %i', (spec, replicas, message) => {
  expect(check(budget(spec) + shop(replicas))).toEqual([`warning spec.${message}`]);
});

test('the fewest that an autoscaler leaves count', () => {
  expect(check(budget('minAvailable: 2') + shop(5) + scaler(2))).toHaveLength(1);
  expect(check(budget('minAvailable: 2') + shop(1) + scaler(3))).toEqual([]);
});

test('two budgets of one pod', () => {
  expect(check(budget('maxUnavailable: 1') + budget('maxUnavailable: 1', 'c') + shop(2))).toEqual([
    'warning spec.selector: Deployment api/shop has a budget already: "b"',
  ]);
});

test('a budget of no number', () => {
  const said = 'warning spec: the budget has neither minAvailable nor maxUnavailable: no pod may ever go';
  expect(check(budget('minAvailable: null') + shop(3))).toEqual([said]);
});

test.each([
  ['one pod may go', budget('minAvailable: 1') + shop(2)],
  ['pods that are not shown', budget('minAvailable: 1')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
