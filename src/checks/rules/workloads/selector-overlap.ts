import { type Field, fieldOf } from '../../../manifest/field.js';
import { type Labels, labelSelector, type Selector, selects } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { report, rule } from '../../rule.js';

export const selectorOverlap = rule({
  id: 'selector-overlap',
  severity: 'warning',
  what: "Two workloads select each other's pods",
  why: 'Autoscalers and budgets count both as one; whoever looks for the pods of the one finds those of the other too.',
  fix: 'Add a label that tells the two apart to selector and template.',
  exceptions: [
    'A Rollout and the Deployment that it takes its template from.',
    'Workloads that are meant to be one behind a Service: those that differ in a label of the selector.',
  ],
  source: 'Kubernetes, concepts/workloads/controllers/deployment#label-selector-updates',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-worker
  namespace: api
spec:
  selector: # <--
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  selector: { matchLabels: { app: shop, component: api } }
  template:
    metadata:
      labels: { app: shop, component: api }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-worker
  namespace: api
spec:
  selector:
    matchLabels: { app: shop, component: worker }
  template:
    metadata:
      labels: { app: shop, component: worker }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  *check({ set }) {
    const known = new Map<string, Controller[]>();
    for (const one of controllers(set)) {
      const { namespace = '' } = one.manifest.ref;
      const other = candidates(known, namespace, one.selector).find(
        (known) => selects(one.selector, known.labels) && selects(known.selector, one.labels),
      );
      for (const [key, value] of one.labels) {
        const labelled = known.get(`${namespace} ${key} ${value}`);
        if (labelled) labelled.push(one);
        else known.set(`${namespace} ${key} ${value}`, [one]);
      }
      if (!other || refers(one.manifest, other.manifest) || refers(other.manifest, one.manifest)) continue;
      const { kind, name } = other.manifest.ref;
      yield report(one.at, `selector selects the pods of ${kind} "${name}" too, and that selects these`);
    }
  },
});

interface Controller {
  readonly manifest: Manifest;
  readonly at: Field;
  readonly selector: Selector;
  readonly labels: Labels;
}

/** Who has the rarest label that the selector asks for, in the order in which they were seen. */
function candidates(
  known: ReadonlyMap<string, readonly Controller[]>,
  namespace: string,
  { labels }: Selector,
): readonly Controller[] {
  const labelled = [...labels].map(([key, value]) => known.get(`${namespace} ${key} ${value}`) ?? []);
  return labelled.reduce((fewest, some) => (some.length < fewest.length ? some : fewest));
}

const KINDS = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Rollout)$/;

function controllers(set: ManifestSet): Controller[] {
  return set.podTemplates().flatMap(({ manifest, labels }) => {
    const at = fieldOf(manifest, 'spec.selector');
    const selector = KINDS.test(manifest.ref.kind) ? labelSelector(at.value) : undefined;
    return selector && selector.labels.size > 0 ? [{ manifest, at, selector, labels }] : [];
  });
}

/** Whether the one takes its template from the other, or stands in for it under the same name (or is it, written twice). */
function refers(one: Manifest, other: Manifest): boolean {
  return one.ref.name === other.ref.name || fieldOf(one, 'spec.workloadRef.name').text === other.ref.name;
}
