import type { Facts } from '../../../cluster/facts.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { parseGoDuration } from '../../../values/duration.js';
import { type Report, report, rule } from '../../rule.js';
import { schemaErrors } from '../../schema/errors.js';
import { isShortDuration } from '../../schema/short-duration.js';

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
  exceptions: [
    'A route without timeout has none: leaving it out is not an error.',
    'idleTimeout of TCP: 0s switches it off.',
  ],
  source: 'istio/istio, pkg/config/validation: ValidateDuration',
  wrong: example('0s # <--'),
  right: example('24h'),
  *check({ set, facts }) {
    for (const field of [...routeDurations(set), ...refused(set, facts)]) yield* duration(field);
  },
});

/** Fields that Istio has always looked at. */
function routeDurations(set: ManifestSet): Field[] {
  const routes = set.fields('VirtualService').flatMap((root) => root.items('spec.http'));
  const paths = ['timeout', 'retries.perTryTimeout', 'fault.delay.fixedDelay', 'corsPolicy.maxAge'];
  return [
    ...routes.flatMap((route) => paths.map((path) => route.at(path))),
    ...set.fields('DestinationRule').map((root) => root.at('spec.trafficPolicy.connectionPool.tcp.connectTimeout')),
  ];
}

/** Others, of which the definition says it. */
function* refused(set: ManifestSet, facts: Facts): Iterable<Field> {
  const known = new Set(routeDurations(set).map((field) => JSON.stringify([field.manifest.ref, field.path])));
  for (const kind of KINDS)
    for (const manifest of set.kind(kind))
      for (const error of schemaErrors(set, manifest, facts) ?? []) {
        const field = fieldOf(manifest, error.path);
        if (isShortDuration(error) && !known.has(JSON.stringify([manifest.ref, field.path]))) yield field;
      }
}

const KINDS = ['VirtualService', 'DestinationRule', 'Sidecar', 'RequestAuthentication', 'Telemetry', 'ServiceEntry'];

function* duration(field: Field): Iterable<Report> {
  const { scalar } = field;
  if (scalar === undefined) return;
  const seconds = parseGoDuration(scalar);
  if (seconds === undefined) yield report(field, `"${scalar}" is no duration: a number with ms, s, m or h`);
  else if (seconds < 0.001) yield report(field, `"${scalar}" is below 1ms`);
}
