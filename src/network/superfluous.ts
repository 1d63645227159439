import type { Field } from '../manifest/field.js';
import type { Selector } from '../manifest/labels.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { describeEnd, type PodEnd, podEnd } from './ends.js';
import { keyOf, type Needed } from './needed.js';
import { allPolicies } from './policies.js';
import type { Direction, Peer, Policy, PolicyRule } from './policy.js';
import type { Connection, Surroundings } from './rule-answer.js';
import { type Half, half } from './verdict.js';

/** A part of a policy that opens more than anybody needs. */
export interface Superfluous {
  readonly field: Field;
  readonly message: string;
}

/**
 * What policies open and nobody needs: rules without which every needed connection is open all the same, and rules that
 * let through pods of the set that have no business there.
 */
export function superfluous(around: Surroundings, needed: readonly Needed[]): readonly Superfluous[] {
  const used = usedRules(around, needed);
  const keys = new Set(needed.map(keyOf));
  return allPolicies(around.set).flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      (policy[direction] ?? []).flatMap((rule): Superfluous[] => {
        const uses = used.get(rule);
        if (!uses) return [{ field: rule.field, message: `${subject(direction)} that nobody needs` }];
        return [...unusedParts(around, direction, rule, uses), ...excess(around, direction, policy, rule, keys)];
      }),
    ),
  );
}

const subject = (direction: Direction) => `an ${direction} rule opens a connection`;

/** Each half of a needed connection is put down to one rule: the narrowest that lets it through. */
function usedRules(around: Surroundings, needed: readonly Needed[]): ReadonlyMap<PolicyRule, readonly Needed[]> {
  const used = new Map<PolicyRule, Needed[]>();
  for (const one of needed) {
    for (const direction of ['egress', 'ingress'] as const) {
      const verdict = half(around, direction, one);
      if (!verdict.open || verdict.by === 'nobody') continue;
      const [narrowest] = verdict.rules.toSorted((a, b) => width(a) - width(b));
      if (!narrowest) continue;
      const known = used.get(narrowest);
      if (known) known.push(one);
      else used.set(narrowest, [one]);
    }
  }
  return used;
}

/** How much a rule opens, roughly: anybody > addresses > a namespace > pods; every port > a range > one. */
function width({ peers, ports }: PolicyRule): number {
  const byPeer = peers === undefined ? 1000 : Math.max(...peers.map(peerWidth));
  const byPort =
    ports === undefined
      ? 100
      : Math.max(...ports.map(({ port, endPort }) => (port === undefined ? 50 : endPort ? 10 : 0)));
  return byPeer + byPort + (peers?.length ?? 0) + (ports?.length ?? 0);
}

function peerWidth(peer: Peer): number {
  if ('range' in peer) return 300 + Math.log2(Number(peer.range.last - peer.range.first) + 1);
  const bare = (size: number | undefined) => size === undefined || size === 0;
  return (
    (peer.namespaces && bare(peer.namespaces.labels.size + peer.namespaces.expressions.length) ? 200 : 0) +
    (peer.pods && !bare(peer.pods.labels.size + peer.pods.expressions.length) ? 0 : 100)
  );
}

/** Peers and ports of a rule that none of its connections use. */
function unusedParts(
  around: Surroundings,
  direction: Direction,
  rule: PolicyRule,
  uses: readonly Needed[],
): Superfluous[] {
  const open = (part: Partial<PolicyRule>) =>
    uses.filter((one) => half(around, direction, one, { ...rule, ...part }).open);
  const peers = (rule.peers?.length ?? 0) > 1 ? (rule.peers ?? []) : [];
  const ports = (rule.ports?.length ?? 0) > 1 ? (rule.ports ?? []) : [];
  return [
    ...peers
      .filter((peer) => open({ peers: [peer] }).length === 0)
      .map(({ field }) => ({ field, message: `an ${direction} rule names a peer that nobody needs` })),
    ...ports
      .filter((port) => open({ ports: [port] }).length === 0)
      .map(({ field }) => ({ field, message: `an ${direction} rule opens a port that nobody needs` })),
  ];
}

/** Pods of the set that a rule lets through on a port that they, or the called ones, list, though none needs it. */
function excess(
  around: Surroundings,
  direction: Direction,
  policy: Policy,
  rule: PolicyRule,
  needed: ReadonlySet<string>,
): Superfluous[] {
  const { set } = around;
  const { namespace } = policy.manifest.ref;
  const others = (rule.peers ?? [everybody]).flatMap((peer) => behind(set, peer, namespace));
  for (const self of set.pods(namespace, policy.selector).flatMap((template) => podEnd(template) ?? [])) {
    for (const other of others) {
      if (other.template === self.template) continue;
      const [from, to] = direction === 'egress' ? [self, other] : [other, self];
      for (const { port, protocol } of portsOf(to)) {
        const connection: Connection = { from, to, port, protocol };
        if (needed.has(keyOf(connection)) || !surely(half(around, direction, connection, rule))) continue;
        const message =
          direction === 'egress'
            ? `an egress rule lets "${self.name}" out to ${describeEnd(other, namespace)} on ${protocol} ${port}, which it does not need`
            : `an ingress rule lets ${describeEnd(other, namespace)} in to "${self.name}" on ${protocol} ${port}, which it does not need`;
        return [{ field: rule.field, message }];
      }
    }
  }
  return [];
}

const surely = (verdict: Half) => verdict.open && verdict.by === 'rules' && verdict.sure;

const everyPod: Selector = { labels: new Map(), expressions: [] };
const everybody = { namespaces: everyPod, pods: undefined };

/** Pods of the set that a peer may mean, found by index: a rule is not held against every pod there is. */
function behind(set: ManifestSet, peer: Peer | typeof everybody, own: string | undefined): readonly PodEnd[] {
  // Whether addresses reach pods is decided later: they may be anywhere.
  const { namespaces, pods = everyPod } = 'range' in peer ? everybody : peer;
  const named = namespaces ? namespaces.labels.get('kubernetes.io/metadata.name') : own;
  const where = named === undefined ? namespacesOf(set) : [named];
  return where.flatMap((namespace) => set.pods(namespace, pods)).flatMap((template) => podEnd(template) ?? []);
}

const namespacesOf = perSet((set) => [
  ...new Set(set.podTemplates().flatMap(({ manifest }) => manifest.ref.namespace ?? [])),
]);

function portsOf({ template }: PodEnd): readonly { readonly port: number; readonly protocol: string }[] {
  return (template?.containers ?? []).flatMap(({ ports }) =>
    ports.flatMap(({ port, protocol }) => (port === undefined ? [] : [{ port, protocol }])),
  );
}
