import type { Manifest } from '../../../manifest/manifest.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { report, rule } from '../../rule.js';
import { prefixOf, serviceName, type Variable, variablesOf } from '../../variables.js';

const example = (own: string, other: string, mark: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: api
data:
  SHOP_PAGE: "20"${other}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-worker-config
  namespace: api
data:
  SHOP_WORKER_BATCH: "${own}"${mark}
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
---
apiVersion: v1
kind: Pod
metadata:
  name: shop-worker
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      envFrom:
        - configMapRef: { name: shop-worker-config }
`;

export const envWrongTarget = rule({
  id: 'env-wrong-target',
  severity: 'warning',
  what: 'A variable of one service is set for another, and has another value where it is read',
  why: 'The service keeps the value of its own settings: what was changed at the other changes nothing.',
  fix: 'Set the variable in the settings of the service whose name it begins with, and take it out of the other.',
  exceptions: ['Where both have the same value.', 'Services that are not of one namespace.'],
  source: 'Kubernetes, tasks/configure-pod-container/configure-pod-configmap: envFrom',
  wrong: example('10', '\n  SHOP_WORKER_BATCH: "50"', ' # <--'),
  right: example('50', '', ''),
  *check({ set }) {
    const said = new Set<string>();
    for (const { theirs, own, service } of misplaced(set)) {
      const key = JSON.stringify([own.at.manifest.ref, own.name]);
      if (said.has(key)) continue;
      said.add(key);
      const holder = describeRef(theirs.at.manifest.ref);
      yield report(
        own.at,
        `"${own.name}" is "${own.at.text}" here, and "${theirs.at.text}" in ${holder}, which "${service}" does not read`,
      );
    }
  },
});

interface Misplaced {
  readonly service: string;
  /** What the service itself reads. */
  readonly own: Variable;
  /** What stands in the settings of another. */
  readonly theirs: Variable;
}

function misplaced(set: ManifestSet): Misplaced[] {
  const byName = new Map<string, Variable[]>();
  const readers = new Map<Manifest, Set<string>>();
  const names = new Map<string | undefined, Set<string>>();
  for (const variable of variablesOf(set)) {
    const service = serviceName(variable.pod);
    const { namespace } = variable.pod.manifest.ref;
    byName.set(variable.name, [...(byName.get(variable.name) ?? []), variable]);
    readers.set(variable.at.manifest, (readers.get(variable.at.manifest) ?? new Set()).add(service));
    names.set(namespace, (names.get(namespace) ?? new Set()).add(service));
  }
  return [...byName].flatMap(([name, all]) =>
    all.flatMap((theirs): Misplaced[] => {
      const owner = ownerOf(name, names.get(theirs.pod.manifest.ref.namespace) ?? new Set());
      if (owner === undefined || readers.get(theirs.at.manifest)?.has(owner)) return [];
      const own = all.find(
        ({ pod }) => serviceName(pod) === owner && pod.manifest.ref.namespace === theirs.pod.manifest.ref.namespace,
      );
      const differs = own?.at.text !== undefined && theirs.at.text !== undefined && own.at.text !== theirs.at.text;
      return own && differs ? [{ service: owner, own, theirs }] : [];
    }),
  );
}

/** The service whose name a variable begins with: of `CHAT_WORKER_X` that is `chat-worker`, not `chat`. */
function ownerOf(variable: string, services: ReadonlySet<string>): string | undefined {
  return [...services]
    .filter((service) => variable.startsWith(prefixOf(service)))
    .toSorted((a, b) => b.length - a.length)[0];
}
