import { closedHalves, neededConnections, surroundings } from '../../../network/needed.js';
import { operatorCalls } from '../../../network/operator-calls.js';
import type { PlatformCall } from '../../../network/platform-call.js';
import { platformCalls } from '../../../network/platform-calls.js';
import { allPolicies } from '../../../network/policies.js';
import { apiServerCalls, NO_API } from '../../network/api-server-calls.js';
import { closedCalls } from '../../network/closed-calls.js';
import { closedOf, LOSS, platformReports } from '../../network/platform-reports.js';
import { rule } from '../../rule.js';

const example = (peer: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart
  namespace: shop
spec:
  podSelector:
    matchLabels: { app: cart }
  policyTypes: [Ingress]
  ingress:${peer}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
  namespace: shop
spec:
  rules:
    - http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port: { number: 80 }
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
      targetPort: 8000
---
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
      ports:
        - containerPort: 8000
`;

export const netpolPlatform = rule({
  id: 'netpol-platform',
  severity: 'error',
  what: 'A network policy keeps out the load balancer, Prometheus, an operator, a sidecar or the API server',
  why: LOSS.requests,
  fix: 'Open the port to whoever of the platform needs it.',
  exceptions: [
    "The kubelet's probes: a pod's own node is always let in.",
    'Where it is not known who sends the requests, any rule that lets in others on that port will do: that is known of one gateway that a chart of Istio makes.',
  ],
  source: 'Kubernetes, concepts/services-networking/network-policies; Istio, ops/deployment/application-requirements',
  wrong: example(` # <--
    - from:
        - podSelector: {}`),
  right: example(`
    - from:
        - ipBlock:
            cidr: 10.0.0.0/16
      ports:
        - port: 8000`),
  *check({ set, facts }) {
    // Without any policy everything is open.
    if (allPolicies(set).length === 0) return;
    const around = surroundings(set, facts);
    const needed = neededConnections(set, facts);
    for (const [purpose, why] of PURPOSES) {
      const halves = closedHalves(
        around,
        needed.filter((one) => one.purpose === purpose),
      );
      yield* closedCalls(set, halves, why);
    }
    const declared = facts.calls !== undefined;
    const closed = [...platformCalls(set), ...operatorCalls(set)].flatMap((call) =>
      !declared || !DECLARED.has(call.loss) ? closedOf(around, call) : [],
    );
    yield* platformReports(set, closed);
    if (!declared) yield* apiServerCalls(set, facts, around);
  },
});

const PURPOSES = [
  ['route', LOSS.requests],
  ['scrape', LOSS.metrics],
  ['api', NO_API],
] as const;

/** What the facts say better, where they say what calls what. */
const DECLARED: ReadonlySet<PlatformCall['loss']> = new Set(['requests', 'metrics']);
