import { vsWeight } from '../../../../src/checks/rules/network/vs-weight.js';
import { findings } from '../../findings.js';

const route = (...weights: readonly (number | undefined)[]) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec:
  http: [{route: [${weights.map((weight) => `{destination: {host: a}${weight === undefined ? '' : `, weight: ${weight}`}}`).join(', ')}]}]
`;

test.each([
  [[0, 0], ['error spec.http[0].route: the weights of 2 destinations add up to 0']],
  [[undefined, undefined], ['error spec.http[0].route: the weights of 2 destinations add up to 0']],
  [[-10, 110], ['error spec.http[0].route[0].weight: weight -10 is below 0']],
  [[50, 60], ['warning spec.http[0].route: the weights add up to 110, not to 100']],
  [[0], []],
  [[100, 0], []],
])('%p', (weights, expected) => {
  expect(findings(vsWeight, route(...weights))).toEqual(expected);
});
