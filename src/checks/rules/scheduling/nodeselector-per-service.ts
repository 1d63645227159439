import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { report, rule } from '../../rule.js';
import { pinsOf } from '../../scheduling/pins.js';
import { unlikeParts, unlikeValues } from '../../scheduling/unlike-parts.js';
import { serviceName } from '../../workloads/variables.js';

const pod = (name: string, domain: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}-api
  namespace: api
spec:
  nodeSelector:
    domain: ${domain}${mark}
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
`;
const example = (domain: string, mark = '') =>
  `${['cart', 'stock', 'till', 'user'].map((name) => pod(name, name)).join('')}${pod('shop', domain, mark)}`;

export const nodeselectorPerService = rule({
  id: 'nodeselector-per-service',
  severity: 'warning',
  what: 'A pod is pinned to the node of another service, or to other nodes than all those that it belongs with',
  why: 'Both share what is there for one, and the node of its own stands idle: requests may not fit, and one starves the other.',
  fix: 'Name the service’s own node, as the others do.',
  exceptions: [
    'Labels by which fewer than four services name themselves, or three where no other uses them.',
    'Values that are no service’s name, and those that several others share.',
  ],
  source: 'Kubernetes, concepts/scheduling-eviction/assign-pod-node#nodeselector',
  wrong: example('cart', ' # <--'),
  right: example('shop'),
  *check({ set }) {
    for (const [key, pins] of byKey(set)) {
      const own = new Set(pins.filter(({ isOwn }) => isOwn).map(({ value }) => value));
      const strange = pins.filter(({ isOwn, value }) => !isOwn && own.has(value));
      if (new Set(strange.map(({ service }) => service)).size !== 1) continue;
      // Where nobody shares, three are enough.
      if (own.size < (pins.every((pin) => pin.isOwn || strange.includes(pin)) ? 3 : 4)) continue;
      const [first, ...rest] = strange;
      if (first)
        yield report(
          first.at,
          `"${first.service}" is pinned to ${key}: ${first.value}, and ${own.size} others to nodes of their own`,
          { also: rest.map(({ at }) => at) },
        );
    }
    yield* unlikeParts(set);
    yield* unlikeValues(set);
  },
});

interface Pin {
  readonly at: Field;
  readonly service: string;
  readonly value: string;
  /** Whether the value is one of the words that the service is called by. */
  readonly isOwn: boolean;
}

function byKey(set: ManifestSet): ReadonlyMap<string, readonly Pin[]> {
  const pins = pinsOf(set)
    // The values of a chart are nobody's service.
    .filter(({ place }) => !place.manifest.ref.kind.startsWith('Application'))
    .map(({ key, at, value, place: { manifest } }) => {
      const service = serviceName({ manifest });
      const words = new Set([service, ...`${manifest.ref.namespace}-${service}`.split('-')]);
      return { key, at, service, value, isOwn: words.has(value) };
    });
  return groupBy(pins, ({ key }) => key);
}
