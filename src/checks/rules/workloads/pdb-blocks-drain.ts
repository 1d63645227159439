import { fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { selectionsOf } from '../../../manifest/references/selections.js';
import { scaledCount } from '../../../values/percent.js';
import { fewestReplicas } from '../../delivery/surges.js';
import { type Report, report, rule } from '../../rule.js';

export const pdbBlocksDrain = rule({
  id: 'pdb-blocks-drain',
  severity: 'warning',
  what: 'A disruption budget never lets a pod go',
  why: 'kubectl drain waits for ever: nodes cannot be upgraded or replaced.',
  fix: 'maxUnavailable: 1, or more replicas than minAvailable.',
  exceptions: [
    'Budgets whose pods an operator makes: their number is not known.',
    'Workloads that an autoscaler may stop entirely.',
  ],
  source: 'Kubernetes, tasks/run-application/configure-pdb',
  wrong: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: shop
  namespace: api
spec:
  minAvailable: 50% # <--
  selector: { matchLabels: { app: shop } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 1
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: shop
  namespace: api
spec:
  minAvailable: 50%
  selector: { matchLabels: { app: shop } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  *check({ set, graph }) {
    const budgets = new Map<Manifest, Manifest>();
    for (const { from, pods } of selectionsOf(set)) {
      if (from.ref.kind !== 'PodDisruptionBudget') continue;
      const counted = pods.filter(({ manifest }) => COUNTED.test(manifest.ref.kind));
      const total = counted.reduce((sum, { manifest }) => sum + fewestReplicas(manifest, graph), 0);
      yield* blocked(from, total);
      for (const { manifest } of counted) {
        const other = budgets.get(manifest);
        if (other) {
          yield report(
            fieldOf(from, 'spec.selector'),
            `${describeRef(manifest.ref)} has a budget already: "${other.ref.name}"`,
            {
              why: 'The API server refuses every eviction of a pod that two budgets select.',
              fix: 'Drop one of the two, or narrow its selector.',
            },
          );
        }
        budgets.set(manifest, from);
      }
    }
  },
});

const COUNTED = /^(?:Deployment|Rollout|StatefulSet|ReplicaSet)$/;

function* blocked(budget: Manifest, total: number): Iterable<Report> {
  const [most, least] = ['spec.maxUnavailable', 'spec.minAvailable'].map((path) => fieldOf(budget, path));
  if (most?.exists) {
    const value = most.scalar ?? '';
    if (/^0%?$/.test(value)) yield report(most, `maxUnavailable is ${value}: no pod may ever go`);
    return;
  }
  const spec = fieldOf(budget, 'spec');
  if (!least?.exists && spec.exists)
    yield report(spec, 'the budget has neither minAvailable nor maxUnavailable: no pod may ever go', {
      fix: 'Add maxUnavailable: 1.',
    });
  const { value } = least ?? {};
  if (total === 0 || least === undefined || (typeof value !== 'number' && typeof value !== 'string')) return;
  const needed = scaledCount(value, total, 'up');
  if (needed === undefined || needed < total) return;
  yield report(
    least,
    `minAvailable ${value} means ${needed} of ${total} ${total === 1 ? 'pod' : 'pods'}: none may ever go`,
  );
}
