import { type Field, fieldOf } from '../manifest/field.js';
import { type Labels, labelSelector, type Selector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { type IpRange, parseCidr } from '../values/cidr.js';

export type Direction = 'ingress' | 'egress';

/** A NetworkPolicy as its rules read it. Source: Kubernetes API, networking/v1 NetworkPolicySpec. */
export interface Policy {
  readonly manifest: Manifest;
  readonly selector: Selector;
  /** Undefined: the policy says nothing of this direction. Empty: it closes it. */
  readonly ingress: readonly PolicyRule[] | undefined;
  readonly egress: readonly PolicyRule[] | undefined;
}

/** What one rule of a policy lets through: any of its peers on any of its ports. */
export interface PolicyRule {
  readonly policy: Manifest;
  readonly field: Field;
  /** Undefined: anybody. */
  readonly peers: readonly Peer[] | undefined;
  /** Undefined: every port. */
  readonly ports: readonly PortMatch[] | undefined;
}

export type Peer = PodsPeer | AddressPeer;

export interface PodsPeer {
  readonly field: Field;
  /** Undefined: the policy's own namespace. */
  readonly namespaces: Selector | undefined;
  /** Undefined: every pod there. */
  readonly pods: Selector | undefined;
}

export interface AddressPeer {
  readonly field: Field;
  readonly range: IpRange;
  readonly except: readonly IpRange[];
}

export interface PortMatch {
  readonly field: Field;
  readonly protocol: string;
  /** A name is one of the pod that is called. Undefined: every port of the protocol. */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
}

/** The network policies of a set, by namespace. */
const byNamespace = perSet((set: ManifestSet): ReadonlyMap<string, readonly Policy[]> => {
  const map = new Map<string, Policy[]>();
  for (const manifest of set.kind('NetworkPolicy.networking.k8s.io')) {
    const namespace = manifest.ref.namespace ?? '';
    const policy = policyOf(manifest);
    const known = map.get(namespace);
    if (!policy) continue;
    if (known) known.push(policy);
    else map.set(namespace, [policy]);
  }
  return map;
});

/** The policies of a namespace. */
export function policiesOf(set: ManifestSet, namespace: string): readonly Policy[] {
  return byNamespace(set).get(namespace) ?? [];
}

/** A policy, and where it stands among those of its namespace. */
interface Placed {
  readonly policy: Policy;
  readonly place: number;
}

/** By a label that each of them selects by; what selects by none stands under the empty text. */
const byLabel = perSet((set: ManifestSet): ReadonlyMap<string, ReadonlyMap<string, readonly Placed[]>> => {
  const namespaces = [...byNamespace(set)].map(([namespace, policies]) => {
    const found = new Map<string, Placed[]>();
    for (const [place, policy] of policies.entries()) {
      const [first] = policy.selector.labels;
      const key = first ? first.join(' ') : '';
      const known = found.get(key);
      if (known) known.push({ policy, place });
      else found.set(key, [{ policy, place }]);
    }
    return [namespace, found] as const;
  });
  return new Map(namespaces);
});

/** Pods have one object of labels each, and are asked of for every connection. */
const nearPods = perSet(() => new WeakMap<Labels, Map<string, readonly Policy[]>>());

/** The policies of a namespace that may select pods with these labels, and few others, in their order. */
export function policiesNear(set: ManifestSet, namespace: string, labels: Labels): readonly Policy[] {
  const known = nearPods(set).get(labels) ?? new Map<string, readonly Policy[]>();
  nearPods(set).set(labels, known);
  const near = known.get(namespace) ?? lookUp(set, namespace, labels);
  known.set(namespace, near);
  return near;
}

function lookUp(set: ManifestSet, namespace: string, labels: Labels): readonly Policy[] {
  const found = byLabel(set).get(namespace);
  if (!found) return [];
  const keys = ['', ...[...labels].map((label) => label.join(' '))];
  const near = keys.flatMap((key) => found.get(key) ?? []);
  return near.sort((a, b) => a.place - b.place).map(({ policy }) => policy);
}

/** Every policy of the set. */
export const allPolicies = perSet((set: ManifestSet): readonly Policy[] => [...byNamespace(set).values()].flat());

function policyOf(manifest: Manifest): Policy | undefined {
  const spec = fieldOf(manifest, 'spec');
  const selector = labelSelector(spec.at('podSelector').value ?? {});
  if (!selector) return undefined;
  const types = spec.items('policyTypes').map(({ text }) => text);
  const egressRules = spec.items('egress').length > 0;
  const has = (direction: Direction) =>
    types.length > 0
      ? types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
      : direction === 'ingress' || egressRules;
  const rules = (direction: Direction, side: 'from' | 'to') =>
    has(direction) ? spec.items(direction).map((field) => ruleOf(manifest, field, side)) : undefined;
  return { manifest, selector, ingress: rules('ingress', 'from'), egress: rules('egress', 'to') };
}

function ruleOf(policy: Manifest, field: Field, side: 'from' | 'to'): PolicyRule {
  const peers = field.items(side);
  const ports = field.items('ports');
  return {
    policy,
    field,
    peers: peers.length > 0 ? peers.flatMap(peerOf) : undefined,
    ports: ports.length > 0 ? ports.map(portOf) : undefined,
  };
}

function peerOf(field: Field): Peer[] {
  const block = field.at('ipBlock');
  if (block.exists) {
    const range = parseCidr(block.at('cidr').text ?? '');
    if (!range) return [];
    return [{ field, range, except: block.items('except').flatMap(({ text }) => parseCidr(text ?? '') ?? []) }];
  }
  return [
    {
      field,
      namespaces: labelSelector(field.at('namespaceSelector').value),
      pods: labelSelector(field.at('podSelector').value),
    },
  ];
}

function portOf(field: Field): PortMatch {
  const port = field.at('port');
  return {
    field,
    protocol: field.at('protocol').text ?? 'TCP',
    port: port.number ?? port.text,
    endPort: field.at('endPort').number,
  };
}
