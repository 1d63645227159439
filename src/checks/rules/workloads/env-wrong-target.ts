import type { Manifest } from '../../../manifest/manifest.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { report, rule } from '../../rule.js';
import { takenValues } from '../../workloads/taken-values.js';
import { prefixOf, serviceName, type Variable, variablesOf } from '../../workloads/variables.js';

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
  what: 'A variable of one service is set for another, and has another value where it is read; or it has the value of its neighbour',
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
    yield* takenValues(set);
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
  const variables = variablesOf(set).map((one) => ({ one, service: serviceName(one.pod), where: place(one) }));
  const services = new Map(variables.map(({ service, where }) => [`${where} ${prefixOf(service)}`, service]));
  const readers = new Map<Manifest, Set<string>>();
  for (const { one, service } of variables)
    readers.set(one.at.manifest, (readers.get(one.at.manifest) ?? new Set()).add(service));
  const own = new Map(variables.map(({ one, service, where }) => [`${where} ${service} ${one.name}`, one]));
  return variables.flatMap(({ one: theirs, where }): Misplaced[] => {
    const service = ownerOf(theirs.name, where, services);
    if (service === undefined || readers.get(theirs.at.manifest)?.has(service)) return [];
    const mine = own.get(`${where} ${service} ${theirs.name}`);
    const differs = mine?.at.text !== undefined && theirs.at.text !== undefined && mine.at.text !== theirs.at.text;
    return mine && differs ? [{ service, own: mine, theirs }] : [];
  });
}

function place({ pod }: Variable): string {
  return pod.manifest.ref.namespace ?? '';
}

/** The service whose name a variable begins with: of `CHAT_WORKER_X` that is `chat-worker`, not `chat`. */
function ownerOf(variable: string, where: string, services: ReadonlyMap<string, string>): string | undefined {
  const words = variable.split('_');
  return words
    .map((_, i) => services.get(`${where} ${words.slice(0, words.length - i).join('_')}_`))
    .find((service) => service !== undefined);
}
