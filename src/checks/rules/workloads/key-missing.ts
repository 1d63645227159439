import { fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { ReferenceGraph } from '../../../manifest/references.js';
import { type Report, report, rule } from '../../rule.js';
import { keysOf } from '../../workloads/key-sources.js';
import { describeSource, meantKey } from '../../workloads/meant-key.js';
import { missingFiles } from '../../workloads/missing-files.js';
import { chartSecrets, userSecrets } from '../../workloads/secret-readers.js';

const example = (key: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: api
data:
  LOG_LEVEL: INFO
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
      env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: shop-config
              key: ${key}
`;

export const keyMissing = rule({
  id: 'key-missing',
  severity: 'error',
  what: 'A pod reads a key that its ConfigMap or Secret does not have',
  why: 'The container stays in CreateContainerConfigError.',
  fix: 'Add the key, or read one that is there.',
  exceptions: [
    'References that are optional.',
    'Secrets whose keys a store decides (dataFrom without a template), and those that Git leaves empty.',
  ],
  source: 'Kubernetes, tasks/configure-pod-container/configure-pod-configmap; External Secrets, guides/templating',
  wrong: example('LOGLEVEL # <--'),
  right: example('LOG_LEVEL'),
  *check({ set, graph }) {
    const lacking = new Map<string, Lack>();
    for (const { from, to, target, keys, optional } of graph.all) {
      if (optional || keys.length === 0) continue;
      const known = keysOf(target);
      if (!known) continue;
      for (const { key, path } of keys) {
        if (known.has(key)) continue;
        const near = meantKey(key, known);
        const source = target.is === 'made' ? target.by : target.is === 'manifest' ? target.manifest : undefined;
        if (near || !source) {
          const message = `key "${key}" is not in ${describeSource(target, to.kind, to.name)}`;
          yield { manifest: from, path, message, fix: near ? `Did you mean "${near}"?` : undefined };
        }
        if (!source) continue;
        const id = `${to.kind}/${to.namespace}/${to.name}/${key}`;
        const lack = lacking.get(id) ?? { source, key, what: `${to.kind} "${to.name}"`, near, readers: [] };
        lacking.set(id, lack);
        lack.readers.push({ manifest: from, path });
      }
    }
    for (const pod of set.podTemplates()) yield* missingFiles(pod, graph);
    yield* byCustom(set, graph);
    for (const lack of lacking.values()) {
      // Where many read it by one name, it is the source that calls it otherwise.
      const readers = new Set(lack.readers.map(({ manifest }) => manifest.ref.name.replace(/-canary$/, '')));
      if (lack.near === undefined || readers.size > 2) yield missing(lack);
    }
  },
});

/** Charts, and users of a broker: their kind has no field that names the key. */
function* byCustom(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  for (const { namespace, name, keys } of [...chartSecrets(set), ...userSecrets(set)]) {
    const target = graph.resolve({ group: '', kind: 'Secret', namespace, name });
    const known = keysOf(target);
    for (const { key, at } of keys) {
      if (!known || known.has(key)) continue;
      const near = meantKey(key, known);
      yield report(at, `key "${key}" is not in ${describeSource(target, 'Secret', name)}`, {
        why: 'Who reads it does not start, or its operator makes nothing of it.',
        fix: near ? `Did you mean "${near}"?` : undefined,
      });
    }
  }
}

/** A key that its source must get: one cause, however many pods read it. */
interface Lack {
  readonly source: Manifest;
  readonly key: string;
  readonly what: string;
  /** What it has instead. */
  readonly near: string | undefined;
  readonly readers: Pick<Report, 'manifest' | 'path'>[];
}

function missing({ source, key, what, near, readers }: Lack): Report {
  const [first = '', ...others] = new Set(readers.map(({ manifest }) => describeRef(manifest.ref)));
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const field = PLACES.map((path) => fieldOf(source, path)).find(({ exists }) => exists) ?? fieldOf(source);
  return report(field, `key "${key}" is not in ${what}, where ${first}${more} read${others.length > 0 ? '' : 's'} it`, {
    fix: near ? `Write "${key}" for "${near}", or read that.` : `Add "${key}", or read another key.`,
    also: readers,
  });
}

// Where a source lists what it brings.
const PLACES = ['spec.target.template.data', 'spec.data', 'spec.encryptedData', 'stringData', 'data'];
