import { object } from '../../../manifest/access.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { Target } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { rule } from '../../rule.js';

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
  wrong: `
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
              key: LOGLEVEL # <--
`,
  right: `
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
              key: LOG_LEVEL
`,
  *check({ graph }) {
    for (const { from, to, target, keys, optional } of graph.all) {
      if (optional || keys.length === 0) continue;
      const known = keysOf(target);
      if (!known) continue;
      for (const { key, path } of keys) {
        if (known.has(key)) continue;
        const near = didYouMean(key, known);
        yield {
          manifest: from,
          path,
          message: `key "${key}" is not in ${describe(target, to.kind, to.name)}`,
          fix: near ? `Did you mean "${near}"?` : undefined,
        };
      }
    }
  },
});

/** The keys of a ConfigMap or Secret; undefined when they are not known. */
function keysOf(target: Target): ReadonlySet<string> | undefined {
  if (target.is === 'made' || target.is === 'known') return target.keys;
  if (target.is !== 'manifest') return undefined;
  const keys = ['data', 'stringData', 'binaryData'].flatMap((part) =>
    Object.keys(object(target.manifest.object, part)),
  );
  // Somebody else fills it in: a token of a ServiceAccount, a copy from another namespace.
  return keys.length === 0 ? undefined : new Set(keys);
}

function describe(target: Target, kind: string, name: string): string {
  const maker: Manifest | undefined = target.is === 'made' ? target.by : undefined;
  return maker ? `${kind} "${name}", which ${maker.ref.kind} "${maker.ref.name}" makes` : `${kind} "${name}"`;
}
