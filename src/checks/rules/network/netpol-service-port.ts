import { fieldOf } from '../../../manifest/field.js';
import { mapSelector, type Selector, selects } from '../../../manifest/labels.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { isSidecarPort } from '../../../network/mesh-protocols.js';
import { namespaceAnswer, namespacesNamed } from '../../../network/namespace-answer.js';
import { allPolicies } from '../../../network/policies.js';
import type { Policy, PolicyRule, PortMatch } from '../../../network/policy.js';
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
  exceptions: [
    'Ports that some container of the pods lists.',
    'Pods that no manifest of the set shows.',
    'A port that no Service has is a warning, where other pods of the namespace list it.',
  ],
  source: 'Kubernetes, concepts/services-networking/network-policies; networking/v1 NetworkPolicyPort',
  wrong: example(80, ' # <--'),
  right: example(8000),
  *check({ set }) {
    for (const policy of allPolicies(set)) {
      const { namespace = '' } = policy.manifest.ref;
      const own = set.pods(policy.manifest.ref.namespace, policy.selector);
      for (const one of policy.ingress ?? []) yield* rulePorts(set, one, own);
      yield* otherPods(set, policy, own);
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

/** A policy whose pods list none of the ports that it opens, where others of the namespace do: it is meant for those. */
function* otherPods(set: ManifestSet, { manifest, ingress = [] }: Policy, own: readonly PodTemplate[]) {
  const ports = ingress.flatMap((one) => one.ports?.map(({ port }) => port) ?? ['any']);
  const opened = ports.filter((port) => typeof port === 'number');
  const lists = (pod: PodTemplate) => opened.some((port) => listed(pod).includes(port));
  if (opened.length === 0 || opened.length < ports.length || opened.some(isSidecarPort)) return;
  if (own.length === 0 || !own.every((pod) => listed(pod).length > 0 && !lists(pod))) return;
  const meant = set.pods(manifest.ref.namespace, EVERY).find(lists)?.manifest.ref.name;
  if (meant === undefined) return;
  const has = [...new Set(own.flatMap(listed))].join(', ');
  yield report(
    fieldOf(manifest, 'spec.podSelector'),
    `it opens ${[...new Set(opened)].join(', ')}: its pods list ${has}, and "${meant}" lists that`,
    {
      severity: 'warning',
      why: 'What calls that port meets the policies of the pods that have it, and these do not let it in.',
      fix: `Select the pods of "${meant}".`,
    },
  );
}

function listed({ containers }: PodTemplate): number[] {
  return containers.flatMap(({ ports }) => ports.flatMap(({ port }) => port ?? []));
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
