import { type Selector, selects } from '../manifest/labels.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { contains, type IpRange, overlaps, parseCidr, privateRanges } from '../values/cidr.js';
import type { AddressEnd, End, HiddenEnd, PodEnd } from './ends.js';
import { type Answer, namespaceAnswer } from './namespace-answer.js';
import type { Peer, Policy, PolicyRule, PortMatch } from './policy.js';

/** A connection that somebody makes, or wants to. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  /** Of the pod that is called. */
  readonly port: number;
  readonly protocol: string;
}

/** What a rule is read in. */
export interface Surroundings {
  readonly set: ManifestSet;
  /** Address range of pods, where it is known: address rules reach pods in it. */
  readonly pods?: IpRange | undefined;
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

/** Whether a policy is for the pods of an end. */
export function selectedBy({ selector }: Policy, self: PodEnd | HiddenEnd): Answer {
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

/**
 * Whether a rule lets a connection through, seen from the pods that its policy selects.
 * Ports are asked first: of most rules they say no, and take less time than peers.
 */
export function ruleAnswer(
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

/** Whether a rule is for the port of a connection. */
export function portsAnswer({ ports }: PolicyRule, connection: Connection): Answer {
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
