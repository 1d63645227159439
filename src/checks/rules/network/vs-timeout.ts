import type { Field } from '../../../manifest/field.js';
import { parseGoDuration } from '../../../values/duration.js';
import { type Report, report, rule } from '../../rule.js';

const example = (timeout: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: feed
  namespace: shop
spec:
  hosts: [feed]
  http:
    - timeout: ${timeout}
      route:
        - destination: { host: feed }
`;

export const vsTimeout = rule({
  id: 'vs-timeout',
  severity: 'error',
  what: "A time-out of the mesh's configuration is none that Istio accepts",
  why: "Istio's webhook refuses the object; where the webhook is off, istiod leaves the route out.",
  fix: 'Write 1ms or more with a unit, such as 30s; for a stream that stays open, a long one, such as 24h.',
  exceptions: ['A route without timeout has none: leaving it out is not an error.'],
  source: 'istio/istio, pkg/config/validation: ValidateDuration',
  wrong: example('0s # <--'),
  right: example('24h'),
  *check({ set }) {
    for (const root of set.fields('VirtualService'))
      for (const route of root.items('spec.http'))
        for (const field of [
          route.at('timeout'),
          route.at('retries.perTryTimeout'),
          route.at('fault.delay.fixedDelay'),
          route.at('corsPolicy.maxAge'),
        ])
          yield* duration(field);
    for (const root of set.fields('DestinationRule'))
      yield* duration(root.at('spec.trafficPolicy.connectionPool.tcp.connectTimeout'));
  },
});

function* duration(field: Field): Iterable<Report> {
  const { scalar } = field;
  if (scalar === undefined) return;
  const seconds = parseGoDuration(scalar);
  if (seconds === undefined) yield report(field, `"${scalar}" is no duration: a number with ms, s, m or h`);
  else if (seconds < 0.001) yield report(field, `"${scalar}" is below 1ms`);
}
