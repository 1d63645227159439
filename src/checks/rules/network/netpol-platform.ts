import { groupBy } from '../../../manifest/group-by.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { closedHalves, neededConnections, surroundings } from '../../../network/needed.js';
import { operatorCalls } from '../../../network/operator-calls.js';
import type { PlatformCall } from '../../../network/platform-call.js';
import { platformCalls } from '../../../network/platform-calls.js';
import { allPolicies } from '../../../network/policies.js';
import type { Policy } from '../../../network/policy.js';
import type { Surroundings } from '../../../network/rule-answer.js';
import { type Half, half, halfToOthers } from '../../../network/verdict.js';
import { listed } from '../../../values/listed.js';
import { apiServerCalls, NO_API } from '../../network/api-server-calls.js';
import { closedCalls, nearest, placeIn, podsOf } from '../../network/closed-calls.js';
import { outsideCalls } from '../../network/outside-calls.js';
import { ofLacked } from '../../network/sibling-policies.js';
import { type Report, report, rule } from '../../rule.js';

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

const LOSS = {
  requests: 'Requests from outside wait until their time-out: the load balancer takes every pod for dead.',
  metrics: 'Prometheus reports the target as down, and every alert that rests on its metrics is blind.',
  sidecar: 'The sidecar gets no configuration and no certificate: the pod never becomes ready, or talks to nobody.',
  webhook:
    'The API server refuses or passes unchecked whatever the webhook should look at, after ten seconds of waiting.',
  operator: 'The operator can make nothing of its resources: it tries again for ever.',
  store: 'What it shows is stored there: it never becomes ready.',
};

export const netpolPlatform = rule({
  id: 'netpol-platform',
  severity: 'error',
  what: 'A network policy keeps out the load balancer, Prometheus, an operator, a sidecar, the API server or services outside',
  why: LOSS.requests,
  fix: 'Open the port to whoever of the platform needs it.',
  exceptions: [
    "The kubelet's probes: a pod's own node is always let in.",
    'Pods that hold the key of a service outside, where a variable may name a proxy or a stand-in for it.',
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
    for (const [purpose, why] of [
      ['route', LOSS.requests],
      ['scrape', LOSS.metrics],
      ['api', NO_API],
    ] as const) {
      yield* closedCalls(
        set,
        closedHalves(
          around,
          needed.filter((one) => one.purpose === purpose),
        ),
        why,
      );
    }
    const declared = facts.calls !== undefined;
    const closed = [...platformCalls(set), ...operatorCalls(set)].flatMap((call) =>
      !declared || !DECLARED.has(call.loss) ? closedOf(around, call) : [],
    );
    yield* platformReports(set, closed);
    if (declared) return;
    yield* apiServerCalls(set, facts, around);
    yield* outsideCalls(set);
  },
});

/** What the facts say better, where they say what calls what. */
const DECLARED: ReadonlySet<PlatformCall['loss']> = new Set(['requests', 'metrics']);

interface ClosedCall {
  readonly call: PlatformCall;
  readonly direction: 'ingress' | 'egress';
  readonly policy: Policy;
}

function closedOf(around: Surroundings, call: PlatformCall): ClosedCall[] {
  const { from, to, port } = call;
  const halves: (readonly ['ingress' | 'egress', Half])[] = [];
  const isOperator = call.loss === 'operator' || call.loss === 'store';
  if (from && (isOperator || from.kind === 'pods'))
    halves.push(['egress', half(around, 'egress', { from, to, port, protocol: 'TCP' })]);
  if (from && (isOperator || to.kind !== 'addresses'))
    halves.push(['ingress', half(around, 'ingress', { from, to, port, protocol: 'TCP' })]);
  if (!from && to.kind === 'pods') halves.push(['ingress', halfToOthers(around, 'ingress', to, port, 'TCP')]);
  return halves.flatMap(([direction, verdict]) => {
    const policy = verdict.open ? undefined : nearest({ policies: verdict.policies, direction, needed: call });
    return policy ? [{ call, direction, policy }] : [];
  });
}

/** One report for each policy, port and reason, however many pods it keeps apart. */
function* platformReports(set: ManifestSet, closed: readonly ClosedCall[]): Iterable<Report> {
  const groups = groupBy(closed, ({ call: { from, to, port, by, loss }, direction, policy }) => {
    const far = direction === 'egress' ? to.name : from?.name;
    return JSON.stringify([policy.manifest.ref, direction, far, port, loss === 'sidecar' ? '' : by.ref]);
  });
  for (const [first, ...others] of groups.values()) if (first) yield platformReport(set, first, [first, ...others]);
}

function platformReport(
  set: ManifestSet,
  { call, direction, policy }: ClosedCall,
  members: readonly ClosedCall[],
): Report {
  const { by, from, to, port, loss } = call;
  const own = (one: ClosedCall) => `"${(direction === 'egress' ? one.call.from : one.call.to)?.name}"`;
  const names = [...new Set(members.map(own))];
  const [pods, many] = [listed(names), names.length > 1];
  const for_ = `on TCP ${port}, which ${describeRef(by.ref)} needs`;
  const who = from && from.kind !== 'addresses' ? `"${from.name}" in namespace "${from.namespace}"` : 'nobody';
  const ingress = from
    ? `${pods} ${many ? 'do' : 'does'} not let in ${who} ${for_}`
    : `${pods} ${many ? 'let' : 'lets'} in nobody from outside ${many ? 'their' : 'its'} namespace ${for_}`;
  const egress = `${pods} ${many ? 'are' : 'is'} not let out to "${to.name}" ${for_}`;
  const also = podsOf(members.map((one) => (direction === 'egress' ? one.call.from : one.call.to)));
  const place = placeIn(set, policy, direction, { needed: call });
  const closed = report(place, direction === 'egress' ? egress : ingress, { why: LOSS[loss], also });
  return ofLacked(set, { direction, policies: [policy], needed: call }, policy.manifest, closed);
}
