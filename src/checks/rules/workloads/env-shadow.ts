import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { Container } from '../../../manifest/pod-template.js';
import type { Reference } from '../../../manifest/references.js';
import { targetManifest } from '../../../manifest/references.js';
import { type Report, report, rule } from '../../rule.js';
import { KEY_PLACES, keysOf } from '../../workloads/key-sources.js';

const example = (line: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: api
data:
  ${line}
---
apiVersion: v1
kind: Secret
metadata:
  name: shop-secret
  namespace: api
data:
  DATABASE_NAME: ""
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
      envFrom:
        - configMapRef: { name: shop-config }
        - secretRef: { name: shop-secret }
`;

export const envShadow = rule({
  id: 'env-shadow',
  severity: 'warning',
  what: 'A variable has two sources, and one of them is never seen',
  why: 'The container gets the value of the last source alone: whoever changes the other changes nothing.',
  fix: 'Keep the variable in one of the two.',
  exceptions: ['A variable under env, which is there to replace what envFrom brings.', 'Two that say the same.'],
  source: 'Kubernetes API reference, core/v1 Container: env and envFrom',
  wrong: example('DATABASE_NAME: shop # <--'),
  right: example('LOG_LEVEL: INFO'),
  *check({ set, graph }) {
    const readings = set
      .podTemplates()
      .flatMap(({ manifest, containers }) =>
        containers.flatMap((reader) => shadowed(reader, graph.from(manifest)).map((one) => ({ ...one, reader }))),
      );
    for (const { containers } of set.podTemplates()) for (const container of containers) yield* twice(container);
    for (const [first, ...rest] of groupBy(readings, ({ lost, winner, key }) =>
      JSON.stringify([lost.manifest.ref, key, winner]),
    ).values()) {
      if (!first) continue;
      const { lost, winner, key, reader } = first;
      const taker = describeRef(reader.field.manifest.ref);
      const also = [first, ...rest].map((one) => one.reader.field.at('envFrom'));
      yield report(lost, `"${key}" is also in ${winner}, which ${taker} takes instead`, { also });
    }
  },
});

/** The list of variables is keyed by name. */
function* twice({ env }: Container): Iterable<Report> {
  const names = new Set<string>();
  for (const { field, name } of env) {
    if (names.has(name)) {
      yield report(field, `variable "${name}" is set twice`, {
        severity: 'error',
        why: 'The last one wins; server-side apply refuses the object, because the list has a key twice.',
        fix: 'Drop one of the two.',
      });
    }
    names.add(name);
  }
}

interface Shadowed {
  readonly key: string;
  /** The key whose value nobody gets. */
  readonly lost: Field;
  /** What holds the other, for messages. */
  readonly winner: string;
}

function shadowed({ field }: Container, edges: readonly Reference[]): Shadowed[] {
  const found: Shadowed[] = [];
  const last = new Map<string, { readonly at: Field | undefined; readonly name: string }>();
  // From the last to the first: what comes later wins.
  for (const source of field.items('envFrom').reverse()) {
    const edge = edges.find(({ path }) =>
      ['configMapRef', 'secretRef'].some((ref) => same(path, [...source.path, ref, 'name'])),
    );
    const holder = edge && targetManifest(edge);
    if (!edge || !holder) continue;
    const prefix = source.at('prefix').text ?? '';
    for (const key of keysOf(edge.target) ?? []) {
      const at = KEY_PLACES.map((place) => fieldOf(holder, [...place, key])).find(({ exists }) => exists);
      const other = last.get(prefix + key);
      if (other && at && !(at.text !== undefined && at.text === other.at?.text)) {
        found.push({ key: prefix + key, lost: at, winner: other.name });
      }
      if (!other) last.set(prefix + key, { at, name: `${edge.to.kind} "${edge.to.name}"` });
    }
  }
  return found;
}

function same(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}
