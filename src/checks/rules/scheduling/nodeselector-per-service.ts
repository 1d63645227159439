import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { report, rule } from '../../rule.js';
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
  what: 'A pod is pinned to the node of another service',
  why: 'Both share what is there for one, and the node of its own stands idle: requests may not fit, and one starves the other.',
  fix: 'Name the service’s own node, as the others do.',
  exceptions: [
    'Labels by which fewer than four services name themselves.',
    'Values that are no service’s name, and those that several others share.',
  ],
  source: 'Kubernetes, concepts/scheduling-eviction/assign-pod-node#nodeselector',
  wrong: example('cart', ' # <--'),
  right: example('shop'),
  *check({ set }) {
    for (const [key, pins] of byKey(set)) {
      const own = new Set(pins.filter(({ isOwn }) => isOwn).map(({ value }) => value));
      const strange = pins.filter(({ isOwn, value }) => !isOwn && own.has(value));
      if (own.size < 4 || new Set(strange.map(({ service }) => service)).size !== 1) continue;
      const [first, ...rest] = strange;
      if (first)
        yield report(
          first.at,
          `"${first.service}" is pinned to ${key}: ${first.value}, and ${own.size} others to nodes of their own`,
          { also: rest.map(({ at }) => at) },
        );
    }
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
  const pins = set.podTemplates().flatMap((pod) => {
    const service = serviceName(pod);
    const words = new Set([service, ...`${pod.manifest.ref.namespace}-${service}`.split('-')]);
    return pod.spec
      .entries('nodeSelector')
      .map(([key, at]) => ({ key, at, service, value: at.text ?? '', isOwn: words.has(at.text ?? '') }));
  });
  return groupBy(pins, ({ key }) => key);
}
