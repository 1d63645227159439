import type { Facts } from '../../../cluster/facts.js';
import { fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type PodEnd, podEnd } from '../../../network/ends.js';
import { closedHalves, neededConnections, surroundings } from '../../../network/needed.js';
import { type PlatformCall, platformCalls } from '../../../network/platform-calls.js';
import type { Policy } from '../../../network/policies.js';
import { type Half, half, halfToOthers, type Surroundings } from '../../../network/verdict.js';
import { parseCidr } from '../../../values/cidr.js';
import { boundAccounts } from '../../bound-accounts.js';
import { closedCalls } from '../../closed-calls.js';
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
  api: 'Every call to the API server runs into its time-out.',
};

export const netpolPlatform = rule({
  id: 'netpol-platform',
  severity: 'error',
  what: 'A network policy keeps out the load balancer, Prometheus, a sidecar or the API server',
  why: LOSS.requests,
  fix: 'Open the port to whoever of the platform needs it.',
  exceptions: [
    "The kubelet's probes: a pod's own node is always let in.",
    'Where it is not known who sends the requests, any rule that lets in others on that port will do.',
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
    const around = surroundings(set, facts);
    const needed = neededConnections(set, facts);
    for (const [purpose, why] of [
      ['route', LOSS.requests],
      ['scrape', LOSS.metrics],
      ['api', LOSS.api],
    ] as const) {
      yield* closedCalls(
        closedHalves(
          around,
          needed.filter((one) => one.purpose === purpose),
        ),
        why,
      );
    }
    const declared = facts.calls !== undefined;
    for (const call of platformCalls(set)) {
      if (!declared || call.loss === 'sidecar' || call.loss === 'webhook') yield* platformReports(around, call);
    }
    if (!declared) yield* apiReports(set, facts, around);
  },
});

function* platformReports(around: Surroundings, call: PlatformCall): Iterable<Report> {
  const { by, from, to, port, loss } = call;
  const for_ = `, which ${describeRef(by.ref)} needs`;
  if (from?.kind === 'pods') {
    const verdict = half(around, 'egress', { from, to, port, protocol: 'TCP' });
    yield* reportClosed(verdict, 'egress', `"${from.name}" is not let out to "${to.name}" on TCP ${port}${for_}`, loss);
  }
  if (to.kind !== 'pods') return;
  const verdict = from
    ? half(around, 'ingress', { from, to, port, protocol: 'TCP' })
    : halfToOthers(around, 'ingress', to, port, 'TCP');
  const who =
    from && from.kind !== 'addresses' ? `"${from.name}" in namespace "${from.namespace}"` : 'nobody from outside';
  const message = from
    ? `"${to.name}" does not let in ${who} on TCP ${port}${for_}`
    : `"${to.name}" lets in ${who} its namespace on TCP ${port}${for_}`;
  yield* reportClosed(verdict, 'ingress', message, loss);
}

/** Pods that have a token with permissions and no way to the API server. */
function* apiReports(set: ManifestSet, { network }: Facts, around: Surroundings): Iterable<Report> {
  const server = network?.apiServer;
  const range = server && parseCidr(server.range);
  for (const from of apiUsers(set)) {
    const verdicts = range
      ? [
          half(around, 'egress', {
            from,
            to: { kind: 'addresses', name: 'API server', range, except: [] },
            port: server.port,
            protocol: 'TCP',
          }),
        ]
      : [443, 6443].map((port) => halfToOthers(around, 'egress', from, port, 'TCP'));
    const verdict = verdicts.find(({ open }) => open) ?? verdicts[0];
    const where = server ? `${server.range}, port ${server.port}` : 'port 443 or 6443';
    const message = `"${from.name}" is not let out to the API server (${where}), which its permissions are for`;
    if (verdict) yield* reportClosed(verdict, 'egress', message, 'api');
  }
}

function apiUsers(set: ManifestSet): readonly PodEnd[] {
  const bound = boundAccounts(set);
  return set.podTemplates().flatMap((template) => {
    const { namespace = '' } = template.manifest.ref;
    const account = template.spec.at('serviceAccountName').text ?? 'default';
    const mounted = template.spec.at('automountServiceAccountToken').flag;
    const own = set.find('ServiceAccount', namespace, account);
    const byDefault = own ? fieldOf(own, 'automountServiceAccountToken').flag !== false : true;
    if (!bound.has(`${namespace}/${account}`) || !(mounted ?? byDefault)) return [];
    return podEnd(template) ?? [];
  });
}

function* reportClosed(verdict: Half, direction: 'ingress' | 'egress', message: string, loss: keyof typeof LOSS) {
  if (verdict.open) return;
  const particular = ({ selector }: Policy) => selector.labels.size + selector.expressions.length;
  const [policy] = verdict.policies.toSorted((a, b) => particular(b) - particular(a));
  if (!policy) return;
  const field = fieldOf(policy.manifest, `spec.${direction}`);
  yield report(field.exists ? field : fieldOf(policy.manifest, 'spec'), message, { why: LOSS[loss] });
}
