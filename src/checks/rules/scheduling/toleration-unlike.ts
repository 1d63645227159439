import { groupBy } from '../../../manifest/group-by.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { report, rule } from '../../rule.js';
import { pinsOf, tolerates } from '../../scheduling/pins.js';
import { unlikeEffects, unlikeSiblings } from '../../scheduling/sibling-taints.js';
import { unpinned } from '../../scheduling/unpinned.js';

const pod = (name: string, tolerated: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: api
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      nodeSelector:
        pool: ${name}${tolerated === name ? '' : ' # <--'}
      tolerations:
        - key: pool
          value: ${tolerated}
          effect: NoSchedule
      containers:
        - name: app
          image: ghcr.io/team/${name}:1.0.0
`;
const others = ['stock', 'desk', 'mail', 'search'].map((name) => pod(name, name)).join('');

export const tolerationUnlike = rule({
  id: 'toleration-unlike',
  severity: 'warning',
  what: 'Pods do not tolerate the taint of the nodes that they ask for, or do not ask for those whose taint they tolerate, as all others do',
  why: 'Where the nodes of the others have a taint that goes with their label, so have these: the pod stays Pending.',
  fix: 'Add the toleration that goes with the nodeSelector, as the others have it.',
  exceptions: [
    'Clusters whose nodes are known: taint-no-toleration looks at their taints.',
    'Labels for which fewer than four fifths of the pods that name them tolerate a taint of the same name and value.',
    'Other taints, unless whoever asks for the very same nodes tolerates them and the pod tolerates nothing at all; or unless at least four that ask for the same nodes tolerate them (two, if it is that of control plane nodes), or for nodes by the same label, and one object does not.',
  ],
  source: 'Kubernetes, concepts/scheduling-eviction/taint-and-toleration#example-use-cases (dedicated nodes)',
  wrong: pod('cart', 'carts') + others,
  right: pod('cart', 'cart') + others,
  *check({ set, facts }) {
    if (facts.nodes !== undefined) return;
    for (const [key, pins] of groupBy(pinsOf(set), (pin) => pin.key)) {
      const found = oddOnesOut(pins, (pin) => (tolerates(pin.place, pin) ? 'yes' : 'no'));
      const odd = found?.usual === 'yes' ? found.odd : [];
      for (const { at, value } of odd)
        yield report(at, `nodes with ${key}: ${value} are asked for, and the taint ${key}=${value} is not tolerated`, {
          fix: `Add to tolerations: {key: ${key}, value: ${JSON.stringify(value)}, effect: NoSchedule}.`,
        });
      if (odd.length === 0) yield* unlikeSiblings(pins);
      yield* unlikeEffects(pins);
    }
    yield* unpinned(set);
  },
});
