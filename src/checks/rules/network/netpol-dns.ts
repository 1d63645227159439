import type { Facts } from '../../../cluster/facts.js';
import { fieldOf } from '../../../manifest/field.js';
import type { Mend } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type End, type PodEnd, podEnd } from '../../../network/ends.js';
import { surroundings } from '../../../network/needed.js';
import type { Policy } from '../../../network/policy.js';
import type { Surroundings } from '../../../network/rule-answer.js';
import { half } from '../../../network/verdict.js';
import { visibleCalls } from '../../../network/visible-calls.js';
import { parseAddress } from '../../../values/cidr.js';
import { listed } from '../../../values/listed.js';
import { ofLacked } from '../../network/sibling-policies.js';
import { report, rule } from '../../rule.js';
import { strays } from '../../workloads/own-selector.js';

const policy = (ports: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:${ports}
---
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
`;

export const netpolDns = rule({
  id: 'netpol-dns',
  severity: 'error',
  what: 'A network policy lets pods call others and not look up their names',
  why: 'Every look-up runs into its time-out, and with it every call by name.',
  fix: 'Let the pods out to k8s-app: kube-dns in namespace kube-system on port 53, UDP and TCP.',
  exceptions: [
    'Pods that are let out to nothing at all and are told no host.',
    'Pods that may ask the DNS cache of their node (169.254.20.10).',
    'Where only TCP is missing it is a warning: answers that fit a packet arrive.',
  ],
  source: 'Kubernetes, concepts/services-networking/dns-pod-service; NodeLocal DNSCache',
  wrong: policy(` # <--
    - ports:
        - port: 53
    - to:
        - podSelector: {}`),
  right: policy(`
    - to:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: kube-system }
          podSelector:
            matchLabels: { k8s-app: kube-dns }
      ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
    - to:
        - podSelector: {}`),
  *check({ set, facts }) {
    const around = surroundings(set, facts);
    const closed = new Map<
      string,
      {
        readonly policy: Policy;
        readonly protocol: 'UDP' | 'TCP';
        readonly pod: PodEnd;
        readonly names: string[];
        readonly cause: string | undefined;
      }
    >();
    for (const pod of askers(set, facts, around)) {
      const udp = closedFor(around, pod, 'UDP');
      const at = udp ?? closedFor(around, pod, 'TCP');
      if (!at) continue;
      const protocol = udp ? 'UDP' : 'TCP';
      const cause = strays(set).find(({ template }) => template === pod.template)?.cause;
      const key = `${pod.namespace}/${at.manifest.ref.name}/${protocol}/${cause}`;
      const group = closed.get(key) ?? { policy: at, protocol, pod, names: [], cause };
      group.names.push(`"${pod.name}"`);
      closed.set(key, group);
    }
    for (const { policy: at, protocol, pod, names, cause } of closed.values()) {
      const lack = { direction: 'egress' as const, policies: [at], needed: { from: pod, to: DNS, port: 53 } };
      const field = fieldOf(at.manifest, 'spec.egress');
      const place = field.exists ? field : fieldOf(at.manifest, 'spec');
      const pods = listed([...new Set(names)]);
      if (protocol === 'UDP')
        yield ofLacked(
          set,
          lack,
          at.manifest,
          report(place, `${pods} cannot look up names: port 53 is closed for UDP`, {
            mend: opening(at, protocol),
            cause,
          }),
        );
      else
        yield report(place, `${pods} cannot look up names over TCP: port 53 is open for UDP only`, {
          mend: opening(at, protocol),
          cause,
          severity: 'warning',
          why: 'An answer that is too long for a packet is asked for again over TCP, and that runs into its time-out.',
        });
    }
  },
});

/** Beside the one port 53 of the other protocol: whoever may ask there is who needs this one too. */
function opening(policy: Policy, protocol: 'UDP' | 'TCP'): Mend | undefined {
  const ports = fieldOf(policy.manifest)
    .items('spec.egress')
    .flatMap((rule) => rule.items('ports'))
    .filter((port) => port.at('port').number === 53 && (port.at('protocol').text ?? 'TCP') !== protocol);
  const [only] = ports;
  return only && ports.length === 1 ? { repeat: only.path, field: 'protocol', text: protocol } : undefined;
}

const DNS: End = {
  kind: 'pods',
  name: 'DNS',
  namespace: 'kube-system',
  labels: new Map([['k8s-app', 'kube-dns']]),
};

/** Pods that call something by name: they say so, or are let out to something. */
function askers(set: ManifestSet, { calls = [] }: Facts, around: Surroundings): readonly PodEnd[] {
  const telling = new Set(visibleCalls(set).map(({ from }) => from.template));
  const declared = (pod: PodEnd) =>
    calls.some(
      ({ from, purpose }) =>
        purpose === 'dns' &&
        'labels' in from &&
        from.namespace === pod.namespace &&
        Object.entries(from.labels).every(([key, value]) => pod.labels.get(key) === value),
    );
  return set
    .podTemplates()
    .flatMap((template) => podEnd(template) ?? [])
    .filter((pod) => {
      const verdict = half(around, 'egress', { from: pod, to: DNS, port: 53, protocol: 'UDP' });
      const policies = verdict.open ? [] : verdict.policies;
      return (
        verdict.open || telling.has(pod.template) || declared(pod) || policies.some(({ egress }) => egress?.length)
      );
    });
}

/** The policy to mend when the pods cannot ask over this protocol. */
function closedFor(around: Surroundings, from: PodEnd, protocol: 'UDP' | 'TCP'): Policy | undefined {
  const verdict = half(around, 'egress', { from, to: DNS, port: 53, protocol });
  if (verdict.open || asksCache(around, from, protocol)) return undefined;
  const speaking = verdict.policies.find(({ egress }) =>
    egress?.some(({ ports }) => ports?.some(({ port }) => port === 53)),
  );
  return speaking ?? verdict.policies.find(({ egress }) => egress?.length) ?? verdict.policies[0];
}

/** The address of NodeLocal DNSCache, as its manifest has it. */
function asksCache(around: Surroundings, from: PodEnd, protocol: string): boolean {
  const range = parseAddress('169.254.20.10');
  if (!range) return false;
  const to: End = { kind: 'addresses', name: 'DNS cache', range, except: [] };
  const verdict = half(around, 'egress', { from, to, port: 53, protocol });
  return verdict.open && verdict.by === 'rules';
}
