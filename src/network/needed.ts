import type { Call, Facts } from '../cluster/facts.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { parseCidr } from '../values/cidr.js';
import { type End, endsOf } from './ends.js';
import type { Policy } from './policy.js';
import type { Connection, Surroundings } from './rule-answer.js';
import { half } from './verdict.js';
import { visibleCalls } from './visible-calls.js';

/** A connection that somebody needs, and how it is known. */
export interface Needed extends Connection {
  readonly purpose: Call['purpose'];
  /** `REDIS_URL of Deployment api/cart`, for messages; of declared calls the purpose says enough. */
  readonly shown?: string;
  /** It stands in settings that several workloads get as a whole: this one may never call. */
  readonly unsure?: boolean;
}

const known = new WeakMap<ManifestSet, { readonly facts: Facts; readonly needed: readonly Needed[] }>();

/** Every connection that is declared, or that the manifests show. Each once. Several rules ask: it is worked out once. */
export function neededConnections(set: ManifestSet, facts: Facts): readonly Needed[] {
  const before = known.get(set);
  if (before?.facts === facts) return before.needed;
  const needed = allNeeded(set, facts);
  known.set(set, { facts, needed });
  return needed;
}

function allNeeded(set: ManifestSet, { calls = [] }: Facts): readonly Needed[] {
  const declared = calls.flatMap(({ from, to, port, protocol, purpose }) =>
    endsOf(set, from).flatMap((caller) =>
      endsOf(set, to).map((callee): Needed => ({ from: caller, to: callee, port, protocol, purpose })),
    ),
  );
  const seen = new Set(declared.map(keyOf));
  const shown = visibleCalls(set).flatMap((call): Needed[] => {
    const { from, to, port, name, shared } = call;
    const needed: Needed = {
      from,
      to,
      port,
      protocol: 'TCP',
      purpose: 'uses',
      unsure: shared,
      shown: name,
    };
    return seen.has(keyOf(needed)) ? [] : [needed];
  });
  return [...declared, ...shown];
}

/** What makes two connections the same. */
export function keyOf({ from, to, port, protocol }: Connection): string {
  return `${keyOfEnd(from)} ${keyOfEnd(to)} ${protocol} ${port}`;
}

function keyOfEnd(end: End): string {
  return end.kind === 'addresses' ? `${end.range.first}-${end.range.last}` : `${end.namespace}/${end.name}`;
}

/** One half of a needed connection that policies close. */
export interface Closed {
  readonly direction: 'ingress' | 'egress';
  readonly needed: Needed;
  /** Those that close it; at least one. */
  readonly policies: readonly Policy[];
}

/** What a check knows besides the policies. */
export function surroundings(set: ManifestSet, { network }: Facts): Surroundings {
  return { set, pods: network && parseCidr(network.pods) };
}

/** Every half of a needed connection that is closed. */
export function closedHalves(around: Surroundings, needed: readonly Needed[]): readonly Closed[] {
  return needed.flatMap((one) =>
    (['egress', 'ingress'] as const).flatMap((direction): Closed[] => {
      const verdict = half(around, direction, one);
      return verdict.open ? [] : [{ direction, needed: one, policies: verdict.policies }];
    }),
  );
}
