import { vsRetry } from '../../../../src/checks/rules/network/vs-retry.js';
import { findings } from '../../findings.js';

const route = (fields: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: api}
spec: {http: [{${fields}}]}
`;
const at = 'spec.http[0].retries';

test.each([
  [
    'retries: {retryOn: "reset,retriable-4xx"}',
    [`warning ${at}.retryOn: "retriable-4xx" retries what the client did wrong`],
  ],
  ['retries: {retryOn: "401"}', [`warning ${at}.retryOn: "401" retries what the client did wrong`]],
  ['retries: {retryOn: "conect-failure"}', [`error ${at}.retryOn: "conect-failure" is no condition to retry on`]],
  ['retries: {retryOn: "999"}', [`error ${at}.retryOn: "999" is no status code`]],
  ['retries: {retryOn: "5xx, 503,429,unavailable"}', []],
  [
    'timeout: 5s, retries: {attempts: 3, perTryTimeout: 5s}',
    [`warning ${at}.perTryTimeout: perTryTimeout 5s leaves no time for a second try: timeout is 5s`],
  ],
  ['timeout: 5s, retries: {attempts: 3, perTryTimeout: 2s}', []],
])('%s', (fields, expected) => {
  expect(findings(vsRetry, route(fields))).toEqual(expected);
});
