// What Kubernetes network policies let through, worked out from plain objects alone. Written after the Kubernetes
// documentation ("Network Policies"), without a look at the code that writes or checks policies: it may import
// neither. Slow and plain on purpose.

type Labels = Record<string, string>;

export interface Pod {
  namespace: string;
  name: string;
  labels: Labels;
  ip: string;
  ports: { name?: string; number: number; protocol: string }[];
}

/** Who talks: a pod, or an address that belongs to no pod. */
export type Party = { pod: Pod } | { ip: string };

export interface World {
  /** Labels of each namespace; `kubernetes.io/metadata.name` is added as the API server does. */
  namespaces: Record<string, Labels>;
  policies: NetworkPolicy[];
}

export interface NetworkPolicy {
  metadata: { name: string; namespace: string };
  spec: {
    podSelector: Selector;
    policyTypes?: string[];
    ingress?: { from?: Peer[]; ports?: Port[] }[];
    egress?: { to?: Peer[]; ports?: Port[] }[];
  };
}

interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Port {
  protocol?: string;
  port?: number | string;
  endPort?: number;
}

/** Whether a connection is let through: out of where it comes from, and in where it goes. */
export function reaches(world: World, from: Party, to: Party, port: number, protocol = 'TCP'): boolean {
  return leaves(world, from, to, port, protocol) && enters(world, from, to, port, protocol);
}

/** The half of the one who calls. */
export function leaves(world: World, from: Party, to: Party, port: number, protocol = 'TCP'): boolean {
  if (!('pod' in from) || isSame(from, to)) return true;
  const isolating = selecting(world, from.pod).filter((policy) => typesOf(policy).includes('Egress'));
  if (isolating.length === 0) return true;
  return isolating.some((policy) =>
    (policy.spec.egress ?? []).some(
      (rule) => peersMatch(world, policy, rule.to, to) && portsMatch(rule.ports, to, port, protocol),
    ),
  );
}

/** The half of the one who is called. The kubelet on the pod's own node is always let in; it is no party here. */
export function enters(world: World, from: Party, to: Party, port: number, protocol = 'TCP'): boolean {
  if (!('pod' in to) || isSame(from, to)) return true;
  const isolating = selecting(world, to.pod).filter((policy) => typesOf(policy).includes('Ingress'));
  if (isolating.length === 0) return true;
  return isolating.some((policy) =>
    (policy.spec.ingress ?? []).some(
      (rule) => peersMatch(world, policy, rule.from, from) && portsMatch(rule.ports, to, port, protocol),
    ),
  );
}

/** "A Pod cannot block access to itself." */
function isSame(a: Party, b: Party): boolean {
  return 'pod' in a && 'pod' in b && a.pod === b.pod;
}

function selecting(world: World, pod: Pod): NetworkPolicy[] {
  return world.policies.filter(
    (policy) => policy.metadata.namespace === pod.namespace && matches(policy.spec.podSelector, pod.labels),
  );
}

/** "If no policyTypes are specified then by default Ingress will always be set and Egress if there are any egress rules." */
function typesOf({ spec }: NetworkPolicy): string[] {
  if (spec.policyTypes !== undefined) return spec.policyTypes;
  return (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function peersMatch(world: World, policy: NetworkPolicy, peers: Peer[] | undefined, party: Party): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some((peer) => {
    if (peer.ipBlock !== undefined) {
      const ip = 'pod' in party ? party.pod.ip : party.ip;
      const { cidr, except = [] } = peer.ipBlock;
      return inRange(ip, cidr) && !except.some((range) => inRange(ip, range));
    }
    if (!('pod' in party)) return false;
    const { namespace, labels } = party.pod;
    if (peer.namespaceSelector === undefined) {
      if (namespace !== policy.metadata.namespace) return false;
    } else {
      const own = { ...world.namespaces[namespace], 'kubernetes.io/metadata.name': namespace };
      if (!matches(peer.namespaceSelector, own)) return false;
    }
    return peer.podSelector === undefined || matches(peer.podSelector, labels);
  });
}

function portsMatch(ports: Port[] | undefined, to: Party, number: number, protocol: string): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((wanted) => {
    if ((wanted.protocol ?? 'TCP') !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === 'number') {
      if (wanted.endPort === undefined) return wanted.port === number;
      return wanted.port <= number && number <= wanted.endPort;
    }
    if (!('pod' in to)) return false;
    return to.pod.ports.some(
      (open) => open.name === wanted.port && open.number === number && open.protocol === protocol,
    );
  });
}

function matches(selector: Selector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const value = labels[key];
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false;
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false;
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
  }
  return true;
}

function inRange(ip: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const shift = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(ip) / shift) === Math.floor(numberOf(base) / shift);
}

function numberOf(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
