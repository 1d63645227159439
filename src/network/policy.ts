import { type Field, fieldOf } from '../manifest/field.js';
import { labelSelector, type Selector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type IpRange, parseCidr } from '../values/cidr.js';

/** Which way a connection goes, seen from the pods that a policy selects. */
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

/** Whom a rule lets through. */
export type Peer = PodsPeer | AddressPeer;

/** Pods by their labels and those of their namespace. */
export interface PodsPeer {
  readonly field: Field;
  /** Undefined: the policy's own namespace. */
  readonly namespaces: Selector | undefined;
  /** Undefined: every pod there. */
  readonly pods: Selector | undefined;
}

/** Addresses, but for some of them. */
export interface AddressPeer {
  readonly field: Field;
  readonly range: IpRange;
  readonly except: readonly IpRange[];
}

/** Ports that a rule opens. */
export interface PortMatch {
  readonly field: Field;
  readonly protocol: string;
  /** A name is one of the pod that is called. Undefined: every port of the protocol. */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
}

/** A NetworkPolicy read; undefined where its selector cannot be. */
export function policyOf(manifest: Manifest): Policy | undefined {
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
