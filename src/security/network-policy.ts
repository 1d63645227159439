import {
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
} from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { CallEnd } from '../cluster/facts.js';
import type { PolicyCall } from '../construct/connection.js';
import { emit, intOrString } from '../construct/emit.js';
import { type Identity, objectLabels, selectorLabels } from '../construct/labels.js';
import { type Draft, type Input, plain, undraft } from '../construct/traced.js';

/** A label that every Namespace carries by itself: its name. Source: Kubernetes, "Automatic labelling". */
const namespaceName = 'kubernetes.io/metadata.name';

/** Closes every pod of a namespace in both directions; other policies open what is needed. */
export function defaultDenyPolicy(scope: Construct, namespace: string, labels: Readonly<Record<string, string>>): void {
  emit(scope, `default-deny-${namespace}`, KubeNetworkPolicy, {
    metadata: { name: 'default-deny', namespace, labels },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

/**
 * Opens what a workload needs. One policy of its own says what may reach it from outside the fleet and what it may
 * reach. For each of the fleet's pods that it calls another one, in their namespace, lets it in there: so both ends of
 * a call come and go with the caller, in one sync, and no other service's files change.
 */
export function networkPolicies(
  scope: Construct,
  identity: Identity,
  namespace: string,
  calls: readonly PolicyCall[],
): void {
  const isSelf = (end: Draft<CallEnd>) =>
    'labels' in end && plain(end.name) === identity.name && plain(end.namespace) === namespace;
  const incoming = calls.filter(({ to }) => isSelf(to));
  const outgoing = calls.filter(({ from }) => isSelf(from));
  emit(scope, 'policy', KubeNetworkPolicy, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      podSelector: { matchLabels: selectorLabels(identity) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: nonEmpty(
        rules(incoming, 'from', byName).map(
          ([peer, ports]): Draft<NetworkPolicyIngressRule> => ({ from: [peerOf(peer, namespace)], ports }),
        ),
      ),
      egress: nonEmpty(
        rules(outgoing, 'to', byNumber).map(
          ([peer, ports]): Draft<NetworkPolicyEgressRule> => ({ to: [peerOf(peer, namespace)], ports }),
        ),
      ),
    },
  });
  for (const [callee, ports] of rules(
    outgoing.filter(({ purpose }) => plain(purpose) === 'uses'),
    'to',
    byName,
  )) {
    if ('labels' in callee) grant(scope, identity, namespace, callee, ports);
  }
}

type PodsDraft = Extract<Draft<CallEnd>, { readonly labels: unknown }>;

function grant(
  scope: Construct,
  identity: Identity,
  namespace: string,
  callee: PodsDraft,
  ports: readonly Draft<NetworkPolicyPort>[],
): void {
  const self = { name: identity.name, namespace, labels: selectorLabels(identity) };
  const name = `${identity.name}-to-${plain(callee.name)}`;
  emit(scope, `to-${plain(callee.name)}`, KubeNetworkPolicy, {
    metadata: { name, namespace: callee.namespace, labels: objectLabels(identity) },
    spec: {
      podSelector: { matchLabels: callee.labels },
      policyTypes: ['Ingress'],
      ingress: [{ from: [peerOf(self, plain(callee.namespace))], ports }],
    },
  });
}

const byNumber = ({ port }: PolicyCall) => port;
const byName = ({ port, portName }: PolicyCall) => portName ?? port;

/** Calls that share the far end, in the order in which the first of each came. */
function rules(
  calls: readonly PolicyCall[],
  side: 'from' | 'to',
  portOf: (call: PolicyCall) => Input<number> | string,
): readonly (readonly [Draft<CallEnd>, readonly Draft<NetworkPolicyPort>[]])[] {
  const groups = new Map<string, [Draft<CallEnd>, Draft<NetworkPolicyPort>[]]>();
  for (const call of calls) {
    const end = call[side];
    const key = JSON.stringify(undraft<CallEnd>(end));
    const group = groups.get(key) ?? [end, []];
    // TCP is Kubernetes' default.
    const protocol = plain(call.protocol) === 'TCP' ? undefined : call.protocol;
    group[1].push({ protocol, port: intOrString(portOf(call)) });
    groups.set(key, group);
  }
  return [...groups.values()].map(([end, ports]) => [end, portsInOrder(ports)]);
}

/** DNS reads `UDP, TCP`: with a protocol on each where they differ, so that nobody must know the default. */
function portsInOrder(ports: readonly Draft<NetworkPolicyPort>[]): readonly Draft<NetworkPolicyPort>[] {
  const mixed = ports.some(({ protocol }) => protocol !== undefined);
  return mixed ? ports.map(({ protocol, port }) => ({ protocol: protocol ?? 'TCP', port })) : ports;
}

/** A peer as a policy of `namespace` names it. */
function peerOf(end: Draft<CallEnd>, namespace: string): Draft<NetworkPolicyPeer> {
  if (!('labels' in end)) return { ipBlock: { cidr: end.range, except: end.except } };
  const podSelector = { matchLabels: end.labels };
  if (plain(end.namespace) === namespace) return { podSelector };
  return { namespaceSelector: { matchLabels: { [namespaceName]: end.namespace } }, podSelector };
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
