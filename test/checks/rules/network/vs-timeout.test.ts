import { vsTimeout } from '../../../../src/checks/rules/network/vs-timeout.js';
import { findings } from '../../findings.js';

const route = (fields: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {http: [{${fields}}]}
`;

test.each([
  ['timeout: 0s', ['error spec.http[0].timeout: "0s" is below 1ms']],
  ['timeout: 30', ['error spec.http[0].timeout: "30" is no duration: a number with ms, s, m or h']],
  ['timeout: 1d', ['error spec.http[0].timeout: "1d" is no duration: a number with ms, s, m or h']],
  ['retries: {perTryTimeout: 0ms}', ['error spec.http[0].retries.perTryTimeout: "0ms" is below 1ms']],
  ['timeout: 1h30m', []],
  ['route: []', []],
])('%s', (fields, expected) => {
  expect(findings(vsTimeout, route(fields))).toEqual(expected);
});
