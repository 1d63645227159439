import { formatSelector, type Selector, selects } from '../manifest/labels.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { namespaceLabels, OWN_NAME } from '../manifest/namespace-labels.js';
import { contains, type IpRange, overlaps, parseCidr, privateRanges } from '../values/cidr.js';
import type { AddressEnd, End, HiddenEnd, PodEnd } from './ends.js';
import {
  type Direction,
  type Peer,
  type Policy,
  type PolicyRule,
  type PortMatch,
  policiesNear,
  policiesOf,
} from './policies.js';

/** What decides one half of a connection. */
export type Half =
  /** No policy closes the pods in this direction. */
  | { readonly open: true; readonly by: 'nobody' }
  /** `rules` let it through; `sure` is false where labels or addresses are not known. */
  | { readonly open: true; readonly by: 'rules'; readonly rules: readonly PolicyRule[]; readonly sure: boolean }
  /** These policies close the pods, and none lets it through. */
  | { readonly open: false; readonly policies: readonly Policy[] };

export interface Connection {
  readonly from: End;
  readonly to: End;
  /** Of the pod that is called. */
  readonly port: number;
  readonly protocol: string;
}

export interface Surroundings {
  readonly set: ManifestSet;
  /** Address range of pods, where it is known: address rules reach pods in it. */
  readonly pods?: IpRange | undefined;
}

type Answer = 'yes' | 'maybe' | 'no';

/**
 * What network policies say of one half of a connection: whether the caller is let out, or the called one in. Replies
 * need no rule. Source: Kubernetes, "Network Policies".
 */
export function half(
  around: Surroundings,
  direction: Direction,
  connection: Connection,
  /** This rule alone, as if it were the only one of the pods that its policy selects. */
  alone?: PolicyRule,
): Half {
  const [self, peer] = direction === 'egress' ? [connection.from, connection.to] : [connection.to, connection.from];
  if (self.kind === 'addresses') return { open: true, by: 'nobody' };
  if (alone) {
    const answer = ruleAnswer(around, alone, connection, self, peer);
    return answer === 'no'
      ? { open: false, policies: [] }
      : { open: true, by: 'rules', rules: [alone], sure: answer === 'yes' };
  }
  const near =
    self.kind === 'pods'
      ? policiesNear(around.set, self.namespace, self.labels)
      : policiesOf(around.set, self.namespace);
  const closing: Policy[] = [];
  const sure: PolicyRule[] = [];
  const unsure: PolicyRule[] = [];
  for (const policy of near) {
    const rules = policy[direction];
    const selected = rules === undefined ? 'no' : selectedBy(policy, self);
    if (rules === undefined || selected === 'no') continue;
    if (selected === 'yes') closing.push(policy);
    for (const rule of rules) {
      const answer = ruleAnswer(around, rule, connection, self, peer);
      if (answer === 'no') continue;
      (answer === 'yes' && selected === 'yes' ? sure : unsure).push(rule);
    }
  }
  if (closing.length === 0) return { open: true, by: 'nobody' };
  const rules = sure.length > 0 ? sure : unsure;
  return rules.length > 0
    ? { open: true, by: 'rules', rules, sure: sure.length > 0 }
    : { open: false, policies: closing };
}

/**
 * The same, where nobody knows who is at the other end, but that it is no pod of the own namespace: open when some rule
 * lets somebody else through.
 */
export function halfToOthers(
  around: Surroundings,
  direction: Direction,
  self: PodEnd,
  port: number,
  protocol: string,
): Half {
  const nobody: Connection = { from: self, to: self, port, protocol };
  const selecting = policiesNear(around.set, self.namespace, self.labels).filter(
    (policy) => policy[direction] !== undefined && selectedBy(policy, self) === 'yes',
  );
  if (selecting.length === 0) return { open: true, by: 'nobody' };
  const rules = selecting
    .flatMap((policy) => policy[direction] ?? [])
    .filter((rule) => {
      const others =
        rule.peers === undefined || rule.peers.some((peer) => 'range' in peer || peer.namespaces !== undefined);
      return others && portsAnswer(rule, nobody) !== 'no';
    });
  return rules.length > 0 ? { open: true, by: 'rules', rules, sure: false } : { open: false, policies: selecting };
}

function weaker(one: Answer, other: Answer): Answer {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'maybe' ? one : other;
}

/** What the best of several says. */
function best<T>(all: readonly T[], answerOf: (one: T) => Answer): Answer {
  let found: Answer = 'no';
  for (const one of all) {
    const answer = answerOf(one);
    if (answer === 'yes') return answer;
    if (answer === 'maybe') found = answer;
  }
  return found;
}

function selectedBy({ selector }: Policy, self: PodEnd | HiddenEnd): Answer {
  if (self.kind === 'pods') return selects(selector, self.labels) ? 'yes' : 'no';
  return hiddenAnswer(selector, self);
}

/** Operators and charts put the name of what they make into a label of its pods. */
function hiddenAnswer(selector: Selector, end: HiddenEnd): Answer {
  if (end.labels === undefined && [...selector.labels.values()].includes(end.name)) return 'yes';
  return hiddenPods(selector, end);
}

/** What is certain of the labels decides; a label that may be there or not decides nothing. */
function hiddenPods({ labels, expressions }: Selector, { labels: certain = new Map() }: HiddenEnd): Answer {
  const terms = [
    ...[...labels].map(([key, value]) => ({ labels: new Map([[key, value]]), expressions: [], key })),
    ...expressions.map((expression) => ({ labels: new Map(), expressions: [expression], key: expression.key })),
  ];
  return terms
    .map((term): Answer => (certain.has(term.key) ? (selects(term, certain) ? 'yes' : 'no') : 'maybe'))
    .reduce(weaker, 'yes');
}

// Ports are asked first: of most rules they say no, and take less time than peers.
function ruleAnswer(
  around: Surroundings,
  rule: PolicyRule,
  connection: Connection,
  self: PodEnd | HiddenEnd,
  peer: End,
): Answer {
  const ports = portsAnswer(rule, connection);
  return ports === 'no' ? 'no' : weaker(ports, peersAnswer(around, rule, self, peer));
}

function peersAnswer(around: Surroundings, { peers }: PolicyRule, self: PodEnd | HiddenEnd, end: End): Answer {
  if (peers === undefined) return 'yes';
  return best(peers, (peer) => peerAnswer(around, peer, self, end));
}

function peerAnswer(around: Surroundings, peer: Peer, self: PodEnd | HiddenEnd, end: End): Answer {
  if ('range' in peer) return end.kind === 'addresses' ? blockAnswer(peer, end) : podsInBlock(around, peer);
  if (end.kind === 'addresses') return 'no';
  const inNamespace: Answer =
    peer.namespaces === undefined
      ? end.namespace === self.namespace
        ? 'yes'
        : 'no'
      : namespaceAnswer(around.set, end.namespace, peer.namespaces);
  if (peer.pods === undefined || inNamespace === 'no') return inNamespace;
  const inPods = end.kind === 'hidden' ? hiddenPods(peer.pods, end) : selects(peer.pods, end.labels) ? 'yes' : 'no';
  return weaker(inNamespace, inPods);
}

/** Whether a namespace is selected. Of one that the set does not declare, only the label that all carry is known. */
export function namespaceAnswer(set: ManifestSet, name: string, selector: Selector): Answer {
  const labels = namespaceLabels(set).get(name) ?? new Map([[OWN_NAME, name]]);
  if (selects(selector, labels)) return 'yes';
  if (set.find('Namespace', undefined, name)) return 'no';
  const own: Selector = {
    labels: new Map([...selector.labels].filter(([key]) => key === OWN_NAME)),
    expressions: selector.expressions.filter(({ key }) => key === OWN_NAME),
  };
  if (!selects(own, labels)) return 'no';
  return formatSelector(own) === formatSelector(selector) ? 'no' : 'maybe';
}

/** The namespaces that a selector can select at most: those that it names. Undefined where it names none. */
export function namespacesNamed({ labels, expressions }: Selector): readonly string[] | undefined {
  const label = labels.get(OWN_NAME);
  if (label !== undefined) return [label];
  return expressions.find(({ key, operator }) => key === OWN_NAME && operator === 'In')?.values;
}

/** Every address of the end must lie in the block, or none. */
function blockAnswer({ range, except }: { range: IpRange; except: readonly IpRange[] }, end: AddressEnd): Answer {
  if (contains(range, end.range)) {
    const holes = except.filter((hole) => overlaps(hole, end.range));
    return holes.every((hole) => end.except.some((own) => contains(own, hole))) ? 'yes' : 'no';
  }
  return 'no';
}

/**
 * Whether pods are reached by a rule about addresses depends on what addresses pods have. Where that is not known: some
 * private ones.
 */
function podsInBlock(
  { pods }: Surroundings,
  { range, except }: { range: IpRange; except: readonly IpRange[] },
): Answer {
  if (pods === undefined) return PRIVATE.some((one) => overlaps(range, one)) ? 'maybe' : 'no';
  if (!overlaps(range, pods) || except.some((hole) => contains(hole, pods))) return 'no';
  return contains(range, pods) && !except.some((hole) => overlaps(hole, pods)) ? 'yes' : 'maybe';
}

const PRIVATE = privateRanges.flatMap((range) => parseCidr(range) ?? []);

function portsAnswer({ ports }: PolicyRule, connection: Connection): Answer {
  if (ports === undefined) return 'yes';
  return best(ports, (match) => portAnswer(match, connection));
}

function portAnswer({ protocol, port, endPort }: PortMatch, { to, port: wanted, protocol: of }: Connection): Answer {
  if (protocol !== of) return 'no';
  if (port === undefined) return 'yes';
  if (typeof port === 'number')
    return port === wanted || (endPort !== undefined && port <= wanted && wanted <= endPort) ? 'yes' : 'no';
  if (to.kind === 'addresses') return 'no';
  if (to.kind === 'hidden' || !to.template) return 'maybe';
  const named = to.template.containers.flatMap((container) => container.ports).filter(({ name }) => name === port);
  return named.some((open) => open.port === wanted && open.protocol === protocol) ? 'yes' : 'no';
}
