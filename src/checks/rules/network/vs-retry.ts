import type { Field } from '../../../manifest/field.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { parseGoDuration } from '../../../values/duration.js';
import { type Report, report, rule } from '../../rule.js';

const example = (on: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - retries:
        attempts: 3
        retryOn: ${on}
      route:
        - destination: { host: cart }
`;

// Source: Envoy, configuration/http/http_filters/router_filter: x-envoy-retry-on, x-envoy-retry-grpc-on.
const CONDITIONS = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'envoy-ratelimited',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

export const vsRetry = rule({
  id: 'vs-retry',
  severity: 'error',
  what: 'A route retries what a retry cannot mend, or names no condition of the proxy',
  why: 'Istio refuses a condition that it does not know.',
  fix: 'Retry what comes before an answer, or what passes: connect-failure, reset, refused-stream, unavailable, 503.',
  exceptions: ['Status codes by number: 500 and above; 408, 425, 429 are asked for again with reason.'],
  source: 'Envoy, http_filters/router_filter#x-envoy-retry-on; istio/istio, pkg/config/validation: validateHTTPRetry',
  wrong: example('connect-failure,resets # <--'),
  right: example('connect-failure,reset'),
  *check({ set }) {
    for (const root of set.fields('VirtualService'))
      for (const route of root.items('spec.http')) {
        yield* conditions(route.at('retries.retryOn'));
        yield* tries(route);
      }
  },
});

function* conditions(field: Field): Iterable<Report> {
  for (const name of (field.text ?? '').split(',').map((one) => one.trim())) {
    if (name === '') continue;
    const code = /^\d{3}$/.test(name) ? Number(name) : undefined;
    if (
      name === 'retriable-4xx' ||
      (code !== undefined && code >= 400 && code < 500 && ![408, 425, 429].includes(code))
    )
      yield report(field, `"${name}" retries what the client did wrong`, {
        severity: 'warning',
        why: 'The same request gets the same answer: a refused log-in or a conflict reaches the service several times.',
        fix: `Take "${name}" out.`,
      });
    else if (code === undefined && !CONDITIONS.includes(name)) {
      const near = didYouMean(name, CONDITIONS);
      yield report(field, `"${name}" is no condition to retry on`, {
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
    } else if (code !== undefined && (code < 200 || code > 599)) yield report(field, `"${name}" is no status code`);
  }
}

/** Tries for which the time of the request leaves no room. */
function* tries(route: Field): Iterable<Report> {
  const whole = route.at('timeout');
  const each = route.at('retries.perTryTimeout');
  const attempts = route.at('retries.attempts').number ?? 0;
  const [total, single] = [whole, each].map(({ text }) => (text === undefined ? undefined : parseGoDuration(text)));
  if (attempts < 1 || total === undefined || single === undefined || total <= 0 || single < total) return;
  yield report(each, `perTryTimeout ${each.text} leaves no time for a second try: timeout is ${whole.text}`, {
    severity: 'warning',
    why: 'The time-out of the request ends it while the first try still runs: there is no retry.',
    fix: `Make perTryTimeout shorter than ${whole.text} by the number of tries.`,
  });
}
