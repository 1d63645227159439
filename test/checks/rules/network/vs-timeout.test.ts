import { vsTimeout } from '../../../../src/checks/rules/network/vs-timeout.js';
import { crdSchema } from '../../../../src/checks/rules/schema/crd-schema.js';
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

test('every duration that a definition of Istio refuses, each by one rule', () => {
  const rule = (idle: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: api}
spec: {host: a, trafficPolicy: {connectionPool: {tcp: {connectTimeout: 1s}, http: {idleTimeout: ${idle}}}}}
`;
  expect(findings(vsTimeout, rule('0s'))).toEqual([
    'error spec.trafficPolicy.connectionPool.http.idleTimeout: "0s" is below 1ms',
  ]);
  expect(findings(vsTimeout, rule('1h'))).toEqual([]);
  expect(findings(vsTimeout, route('timeout: 0s, route: [{destination: {host: a}}]'))).toHaveLength(1);
  expect(findings(crdSchema, `${rule('0s')}---${route('timeout: 0s, route: [{destination: {host: a}}]')}`)).toEqual([]);
});

test('0s switches the time-out of idle TCP connections off, as later releases have it', () => {
  const text = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: api}
spec: {host: a, trafficPolicy: {connectionPool: {tcp: {idleTimeout: 0s}}}}
`;
  expect([...findings(vsTimeout, text), ...findings(crdSchema, text)]).toEqual([]);
});
