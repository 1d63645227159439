import type { End } from '../../../network/ends.js';
import { closedHalves, neededConnections, surroundings } from '../../../network/needed.js';
import { closedCalls } from '../../network/closed-calls.js';
import { halfOpen } from '../../network/half-open.js';
import { rule } from '../../rule.js';

const pods = `
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
  labels: { app: cart }
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
      env:
        - name: STOCK_URL
          value: http://stock.store.svc.cluster.local:80
---
apiVersion: v1
kind: Service
metadata:
  name: stock
  namespace: store
spec:
  selector: { app: stock }
  ports:
    - port: 80
      targetPort: 8000
---
apiVersion: v1
kind: Pod
metadata:
  name: stock
  namespace: store
  labels: { app: stock }
spec:
  containers:
    - name: app
      image: ghcr.io/team/stock:1.0.0
      ports:
        - containerPort: 8000
`;

export const netpolPair = rule({
  id: 'netpol-pair',
  severity: 'error',
  what: 'A call is stopped by a network policy at one of its ends',
  why: 'Packets are dropped without an answer: the caller waits until its time-out.',
  fix: 'Let the caller out and let it in: both halves are needed where both pods are isolated.',
  exceptions: [
    'Pods that no policy isolates in that direction.',
    'Pods that an operator or a chart makes, where a rule might match their labels.',
    'Hosts outside the cluster that nobody has declared.',
    'What one policy lets out or in is compared with the other end only where its namespace and port are named: a warning.',
    'A host in settings that several workloads get as a whole is a warning: this one may never call it.',
  ],
  source: 'Kubernetes, concepts/services-networking/network-policies#the-two-sorts-of-pod-isolation',
  wrong: `${pods}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: store
spec:
  podSelector:
    matchLabels: { app: stock }
  policyTypes: [Ingress]
  ingress: # <--
    - from:
        - podSelector: {}
`,
  right: `${pods}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: store
spec:
  podSelector:
    matchLabels: { app: stock }
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: shop }
          podSelector:
            matchLabels: { app: cart }
      ports:
        - port: 8000
`,
  *check({ set, facts }) {
    const needed = neededConnections(set, facts).filter(({ purpose }) => purpose === 'uses');
    const around = surroundings(set, facts);
    const closed = closedHalves(around, needed);
    yield* closedCalls(set, closed);
    const said = new Set(closed.map(({ needed: { from, to, port } }) => placeOf(from, to, port)));
    yield* halfOpen(around, ({ from, to, port }) => said.has(`${from} ${to} ${port}`));
  },
});

function placeOf(from: End, to: End, port: number): string {
  const [caller, called] = [from, to].map((end) => (end.kind === 'addresses' ? end.name : end.namespace));
  return `${caller} ${called} ${port}`;
}
