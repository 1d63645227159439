import { subsetsOf } from '../../../network/subsets.js';
import { listed } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';

const pod = (name: string) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: { app: cart, track: ${name} }
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
`;
const example = (stable: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: shop
spec:
  host: cart
  subsets:
    - name: stable
      labels: ${stable}
    - name: canary
      labels: { track: canary }
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  selector: { app: cart }
  ports:
    - port: 80
${pod('stable')}${pod('canary')}`;

export const subsetLabel = rule({
  id: 'subset-label',
  severity: 'error',
  what: 'Two subsets of a DestinationRule have pods in common',
  why: 'Requests meant for one side also reach the other: the split between stable and canary is not the written one.',
  fix: 'Select by a label whose value differs between the two pod templates.',
  exceptions: [
    'Subsets of a Rollout: its controller adds the label that tells its pods apart.',
    'A subset without labels: all pods are meant.',
  ],
  source: 'istio/api, networking/v1 Subset',
  wrong: example('{ app: cart } # <--'),
  right: example('{ track: stable }'),
  *check({ set }) {
    for (const subsets of subsetsOf(set)) {
      for (const subset of subsets) {
        const labels = subset.field.at('labels');
        if (labels.entries().length === 0) continue;
        const taken = subsets.find(
          (other) =>
            other !== subset &&
            other.field.entries('labels').length > 0 &&
            other.pods.length > 0 &&
            other.pods.every((one) => subset.pods.includes(one)) &&
            // Of two that select the same pods, the first is reported.
            (other.pods.length < subset.pods.length || subsets.indexOf(subset) < subsets.indexOf(other)),
        );
        if (!taken) continue;
        const names = listed([...new Set(taken.pods.map(({ manifest }) => `"${manifest.ref.name}"`))]);
        yield report(labels, `subset "${subset.name}" also has the pods of subset "${taken.name}" (${names})`);
      }
    }
  },
});
