import { type Field, fieldOf } from '../../manifest/field.js';
import { type Selector, selects } from '../../manifest/labels.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { describeEnd, type End } from '../../network/ends.js';
import { namespaceAnswer, namespacesNamed } from '../../network/namespace-answer.js';
import type { Closed } from '../../network/needed.js';
import type { Direction, Policy, PolicyRule } from '../../network/policy.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { ofLacked } from './sibling-policies.js';

/**
 * Reports connections that policies close: one report for each policy, callee and port, however many callers there are.
 * `why` says what each caller feels.
 */
export function* closedCalls(set: ManifestSet, closed: readonly Closed[], why?: string): Iterable<Report> {
  const groups = new Map<string, { readonly policy: Policy; readonly members: Closed[] }>();
  for (const one of closed) {
    const policy = nearest(one);
    if (!policy) continue;
    const { to, from, port, protocol } = one.needed;
    const { name, namespace } = policy.manifest.ref;
    const far = from.kind === 'addresses' ? from.name : from.namespace;
    const near = to.kind === 'addresses' ? '' : to.namespace;
    const key = JSON.stringify([namespace, name, one.direction, near, to.name, far, port, protocol]);
    const group = groups.get(key);
    if (group) group.members.push(one);
    else groups.set(key, { policy, members: [one] });
  }
  for (const { policy, members } of groups.values()) yield* reportOf(set, policy, members, why);
}

function* reportOf(
  set: ManifestSet,
  policy: Policy,
  members: readonly Closed[],
  why: string | undefined,
): Iterable<Report> {
  const [first] = members;
  if (!first) return;
  const { manifest } = policy;
  const { direction, needed } = first;
  const { from, to, port, protocol } = needed;
  const place = placeIn(set, policy, direction, first);
  const namespace = manifest.ref.namespace;
  const callers = members.map((one) => one.needed.from);
  const names = listed([...new Set(callers.map((caller) => `"${caller.name}"`))]);
  const are = callers.length > 1 ? 'are' : 'is';
  const where = from.kind === 'addresses' || from.namespace === namespace ? '' : ` in namespace "${from.namespace}"`;
  const on = `on ${protocol} ${port}`;
  const shown = members.flatMap((one) => one.needed.shown ?? [])[0];
  const because =
    shown === undefined ? '' : `, which ${members.length > 1 ? 'they are' : 'it is'} told to call by ${shown}`;
  const message =
    direction === 'egress'
      ? `${names} ${are} not let out to ${describeEnd(to, namespace)} ${on}${because}`
      : `${describeEnd(to, namespace)} does not let in ${names}${where} ${on}`;
  const severity = members.every((one) => one.needed.unsure) ? 'warning' : undefined;
  const also = podsOf(callers);
  yield ofLacked(set, first, manifest, report(place, message, { why, fix: fixOf(first), severity, also }));
}

/** The pods among these ends that the set shows. */
export function podsOf(ends: readonly (End | undefined)[]): Field[] {
  return ends.flatMap((end) => (end?.kind === 'pods' && end.template ? end.template.field : []));
}

/**
 * The policy that should let a connection through: one that speaks of who is at the other end, or of the port, or else
 * the most particular one.
 */
export function nearest({
  policies,
  direction,
  needed,
}: Pick<Closed, 'policies' | 'direction'> & Needs): Policy | undefined {
  const speaks = (rule: PolicyRule) => (rule.ports ?? []).some(({ port }) => port === needed.port);
  const far = direction === 'egress' ? needed.to : needed.from;
  const names = ({ peers = [] }: PolicyRule) =>
    far !== undefined &&
    peers.some(
      (peer) => !('range' in peer) && namedIn(peer.pods).some((name) => `${far.name}-`.startsWith(`${name}-`)),
    );
  const particular = ({ selector }: Policy) => selector.labels.size + selector.expressions.length;
  const joins = ({ peers = [] }: PolicyRule) =>
    far !== undefined &&
    far.kind !== 'addresses' &&
    peers.some(
      (peer) => !('range' in peer) && peer.namespaces && namespacesNamed(peer.namespaces)?.join() === far.namespace,
    );
  const [most, ...rest] = policies.toSorted((a, b) => particular(b) - particular(a));
  if (!most) return undefined;
  const all = [most, ...rest];
  const first = (says: (rule: PolicyRule) => boolean) => all.find((policy) => policy[direction]?.some(says));
  return first(names) ?? first(speaks) ?? first(joins) ?? most;
}

/** The part of a policy that would let a connection through but for its labels or its ports, or else all that it says. */
export function placeIn(set: ManifestSet, policy: Policy, direction: Direction, { needed }: Needs): Field {
  const far = direction === 'egress' ? needed.to : needed.from;
  const whole = fieldOf(policy.manifest, `spec.${direction}`);
  const meant = (policy[direction] ?? []).flatMap((rule) => {
    const isOpen = rule.ports === undefined || rule.ports.some(({ port }) => port === needed.port);
    return (rule.peers ?? []).flatMap((peer) => {
      if ('range' in peer || !peer.namespaces || far === undefined || far.kind === 'addresses') return [];
      if (namespaceAnswer(set, far.namespace, peer.namespaces) !== 'yes') return [];
      if (isOpen && peer.pods) return [{ rank: 0, field: peer.field.at('podSelector') }];
      const isMeant = !peer.pods || (far.labels !== undefined && selects(peer.pods, far.labels));
      return isOpen || !isMeant ? [] : [{ rank: 1, field: rule.field.at('ports') }];
    });
  });
  const [first] = meant.toSorted((a, b) => a.rank - b.rank);
  return first?.field ?? (whole.exists ? whole : fieldOf(policy.manifest, 'spec'));
}

interface Needs {
  /** `from` is undefined where nobody knows who calls. */
  readonly needed: { readonly from: End | undefined; readonly to: End; readonly port: number };
}

function namedIn(selector: Selector | undefined): readonly string[] {
  if (!selector) return [];
  return [...selector.labels.values(), ...selector.expressions.flatMap(({ values }) => values)];
}

function fixOf({ direction, needed: { from, to, port, protocol } }: Closed): string {
  const far = direction === 'egress' ? to : from;
  const peer =
    far.kind === 'addresses'
      ? 'an ipBlock of its addresses'
      : `the pods of "${far.name}" (kubernetes.io/metadata.name: ${far.namespace})`;
  return `Add ${direction === 'egress' ? 'an egress rule to' : 'an ingress rule from'} ${peer}, port ${port}${protocol === 'TCP' ? '' : `, protocol ${protocol}`}.`;
}
