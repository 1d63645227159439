import { fieldOf } from '../../../manifest/field.js';
import { mapSelector, type Selector, selects } from '../../../manifest/labels.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { namespaceAnswer, namespacesNamed } from '../../../network/namespace-answer.js';
import { allPolicies } from '../../../network/policies.js';
import type { PolicyRule, PortMatch } from '../../../network/policy.js';
import { podPort } from '../../../network/visible-calls.js';
import { report, rule } from '../../rule.js';

const example = (port: number, mark = '') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock
  namespace: shop
spec:
  podSelector:
    matchLabels: { app: stock }
  policyTypes: [Ingress]
  ingress:
    - ports:
        - port: ${port}${mark}
---
apiVersion: v1
kind: Service
metadata:
  name: stock
  namespace: shop
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
  namespace: shop
  labels: { app: stock }
spec:
  containers:
    - name: app
      image: ghcr.io/team/stock:1.0.0
      ports:
        - containerPort: 8000
`;

export const netpolServicePort = rule({
  id: 'netpol-service-port',
  severity: 'error',
  what: "A network policy opens a Service's port, and the pods listen on another",
  why: 'Policies see the port of the pod: nothing ever arrives at the one that is open, and what arrives is dropped.',
  fix: "Open the port that the container listens on: the Service's targetPort.",
  exceptions: ['Ports that some container of the pods lists.', 'Pods that no manifest of the set shows.'],
  source: 'Kubernetes, concepts/services-networking/network-policies; networking/v1 NetworkPolicyPort',
  wrong: example(80, ' # <--'),
  right: example(8000),
  *check({ set }) {
    for (const policy of allPolicies(set)) {
      const { namespace = '' } = policy.manifest.ref;
      const own = set.pods(policy.manifest.ref.namespace, policy.selector);
      for (const one of policy.ingress ?? []) yield* rulePorts(set, one, own);
      for (const one of policy.egress ?? []) yield* rulePorts(set, one, peersOf(set, one, namespace));
    }
  },
});

function* rulePorts(set: ManifestSet, { ports = [] }: PolicyRule, pods: readonly PodTemplate[]) {
  for (const match of pods.length > 0 ? ports : []) {
    if (typeof match.port !== 'number' || match.endPort !== undefined) continue;
    const targets = pods.map((pod) => misled(set, pod, match));
    const found = targets.find((target) => target !== undefined);
    if (found === undefined || targets.includes(undefined)) continue;
    yield report(
      match.field.at('port'),
      `port ${match.port} is that of Service "${found.service}", its pods listen on ${found.port}`,
      { fix: `Write port: ${found.port}.` },
    );
  }
}

/** Where a Service leads whose own port is the one that a policy opens; undefined where the pod has that port too. */
function misled(set: ManifestSet, pod: PodTemplate, { port, protocol }: PortMatch) {
  const open = pod.containers.flatMap(({ ports }) => ports);
  if (open.some((one) => one.port === port && one.protocol === protocol)) return undefined;
  for (const service of set.inNamespace('Service', pod.manifest.ref.namespace)) {
    const spec = fieldOf(service, 'spec');
    const selector = mapSelector(spec.at('selector').value);
    if (!selector || selector.labels.size === 0 || !selects(selector, pod.labels)) continue;
    const entry = spec.items('ports').find((one) => one.at('port').number === port);
    const target = entry && podPort(pod, entry, Number(port));
    if (target !== undefined && target !== port) return { service: service.ref.name, port: target };
  }
  return undefined;
}

const EVERY: Selector = { labels: new Map(), expressions: [] };

const namespacesOfPods = perSet((set: ManifestSet): readonly string[] => [
  ...new Set(set.podTemplates().map(({ manifest }) => manifest.ref.namespace ?? '')),
]);

function peersOf(set: ManifestSet, { peers = [] }: PolicyRule, own: string): readonly PodTemplate[] {
  return peers.flatMap((peer) => {
    if ('range' in peer) return [];
    const { namespaces, pods = EVERY } = peer;
    const there = namespaces
      ? (namespacesNamed(namespaces) ?? namespacesOfPods(set)).filter(
          (name) => namespaceAnswer(set, name, namespaces) === 'yes',
        )
      : [own];
    return there.flatMap((name) =>
      set.pods(name, pods).filter(({ manifest }) => (manifest.ref.namespace ?? '') === name),
    );
  });
}
