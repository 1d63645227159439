import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { parseQuantity } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';

const example = (memory: string) => `
apiVersion: v1
kind: LimitRange
metadata:
  name: small
  namespace: api
spec:
  limits:
    - type: Container
      max: { memory: 512Mi }
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      resources:
        requests: { cpu: 100m, memory: 128Mi }
        limits:
          memory: ${memory}
`;

export const limitRange = rule({
  id: 'limit-range',
  severity: 'error',
  what: 'A container asks for more or less than the LimitRange of its namespace lets it',
  why: 'The API server refuses the pod; its controller only writes an event, and the workload stays at 0 replicas.',
  fix: 'Stay within the range, or widen it.',
  exceptions: ['Ranges of pods as a whole and of claims.'],
  source: 'Kubernetes, concepts/policy/limit-range',
  wrong: example('1Gi # <--'),
  right: example('512Mi'),
  *check({ set }) {
    if (set.kind('LimitRange').length === 0) return;
    for (const { manifest, containers } of set.podTemplates()) {
      const ranges = set.inNamespace('LimitRange', manifest.ref.namespace);
      for (const range of ranges) for (const { field } of containers) yield* outside(field, range);
    }
  },
});

const AMOUNTS = ['requests', 'limits'];

function* outside(container: Field, range: Manifest): Iterable<Report> {
  for (const limits of fieldOf(range).items('spec.limits')) {
    if (limits.at('type').text !== 'Container') continue;
    for (const [bound, isMost] of [
      ['max', true],
      ['min', false],
    ] as const) {
      for (const [name, border] of limits.entries(bound)) {
        const given = AMOUNTS.map((list) => container.at(['resources', list, name]));
        const beyond = given.find((one) => isBeyond(one, border, isMost));
        if (beyond)
          yield report(
            beyond,
            `${name} ${beyond.scalar} is ${isMost ? 'more' : 'less'} than the ${border.scalar} of LimitRange "${range.ref.name}"`,
          );
      }
    }
  }
}

function isBeyond(given: Field, border: Field, isMost: boolean): boolean {
  const [own, edge] = [given, border].map(({ scalar }) => (scalar === undefined ? undefined : parseQuantity(scalar)));
  if (own === undefined || edge === undefined) return false;
  return isMost ? own > edge : own < edge;
}
