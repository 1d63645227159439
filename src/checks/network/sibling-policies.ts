import { groupBy } from '../../manifest/group-by.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { End } from '../../network/ends.js';
import { namespaceAnswer, namespacesNamed } from '../../network/namespace-answer.js';
import { allPolicies, policiesOf } from '../../network/policies.js';
import type { Direction, Policy, PolicyRule } from '../../network/policy.js';
import { listed } from '../../values/listed.js';
import type { Report } from '../rule.js';

/** A policy that is called as others are which open the same, and is not there. */
interface LackedPolicy {
  readonly name: string;
  /** What those others are, for messages: `which auth and scan have`. */
  readonly like: string;
}

/** What the policy at hand would open. `from` is undefined where nobody knows who calls. */
export interface Lack {
  readonly direction: Direction;
  readonly policies: readonly Policy[];
  readonly needed: { readonly from: End | undefined; readonly to: End; readonly port: number };
}

// Whoever opens this to all means the cluster's DNS.
const DNS = 53;

/** A policy that opens the port, and the name that it would have at hand. */
interface Sibling {
  readonly policy: Policy;
  readonly name: string;
}

/**
 * The policy that two or more others are like: those of other namespaces which open the same port to the same neighbour,
 * or those which are called after the namespaces that they join, as `allow-cart-to-stock` is. Undefined where they have
 * no name in common, or where there is one of that name.
 */
function lackedPolicy(set: ManifestSet, lack: Lack): LackedPolicy | undefined {
  const { direction, needed } = lack;
  const [self, far] = direction === 'egress' ? [needed.from, needed.to] : [needed.to, needed.from];
  const here = lack.policies[0]?.manifest.ref.namespace;
  // What an operator or a chart makes stands in a namespace of its own sort.
  if (self?.kind !== 'pods' || far === undefined || far.kind === 'addresses' || here === undefined) return undefined;
  const joined = (from: string, to: string) =>
    policiesOf(set, from).some((policy) => policy[direction]?.some((rule) => namespacesIn([rule]).includes(to)));
  // Between two workloads of the set there is a policy of its own; the platform is let in by one that speaks of it.
  const isBetween = far.kind === 'pods' && !joined(here, far.namespace);
  const found = allPolicies(set).flatMap((policy): Sibling[] => {
    const rules = (policy[direction] ?? []).filter(({ ports }) => ports?.some(({ port }) => port === needed.port));
    const name = nameHere(set, policy, rules, { here, far: far.namespace, isBetween });
    return name === undefined ? [] : [{ policy, name }];
  });
  const [most] = [...groupBy(found, (one) => one.name)].toSorted(([, a], [, b]) => b.length - a.length);
  const first = most?.[1][0]?.policy.manifest.ref;
  if (!most || !first || most[1].length < 2) return isBetween ? partner(set, lack, here, far.namespace) : undefined;
  if (set.find('NetworkPolicy', here, most[0])) return undefined;
  const [name, siblings] = most;
  const namesakes = siblings.filter(({ policy }) => policy.manifest.ref.name === name);
  const like =
    namesakes.length > 0
      ? `which ${listed(namesakes.map(({ policy }) => policy.manifest.ref.namespace ?? '').sort())} have`
      : `as "${first.name}" stands in namespace "${first.namespace}"`;
  return { name, like };
}

/** The report about connections that the policy at hand closes, told of the one that is missing beside it, if it is. */
export function ofLacked(set: ManifestSet, lack: Lack, manifest: Manifest, closed: Report): Report {
  const lacked = lackedPolicy(set, lack);
  if (!lacked || closed.mend) return closed;
  const { name, like } = lacked;
  return {
    ...closed,
    message: `${closed.message}: the policy "${name}" is missing here, ${like}`,
    fix: `Add the policy "${name}" to namespace "${manifest.ref.namespace}" too${closed.fix === undefined ? '.' : `: ${closed.fix}`}`,
    about: { ...manifest.ref, name },
  };
}

/** The policy that opens the other half by a name of both namespaces, where there is none of that name here. */
function partner(set: ManifestSet, { direction, needed }: Lack, here: string, far: string): LackedPolicy | undefined {
  const found = policiesOf(set, far).find(({ manifest, ingress, egress }) => {
    const rules = ((direction === 'egress' ? ingress : egress) ?? []).filter(({ ports }) =>
      ports?.some(({ port }) => port === needed.port),
    );
    const { name } = manifest.ref;
    return namespacesIn(rules).includes(here) && words(name, here) && words(name, far) && !/gress/.test(name);
  });
  const name = found?.manifest.ref.name;
  if (name === undefined || set.find('NetworkPolicy', here, name)) return undefined;
  return { name, like: `as it stands in namespace "${far}"` };
}

/** What a policy would be called here: its own name, with the namespaces that it joins exchanged for these. */
function nameHere(
  set: ManifestSet,
  { manifest }: Policy,
  rules: readonly PolicyRule[],
  { here, far, isBetween }: { readonly here: string; readonly far: string; readonly isBetween: boolean },
): string | undefined {
  const { name, namespace = '' } = manifest.ref;
  const named = namespacesIn(rules);
  const opens = rules.some(({ peers, ports }) =>
    peers === undefined
      ? ports?.some(({ port }) => port === DNS)
      : peers.some(
          (peer) => 'namespaces' in peer && peer.namespaces && namespaceAnswer(set, far, peer.namespaces) === 'yes',
        ),
  );
  const other = named.find((one) => one !== namespace && words(name, one));
  if (opens && namespace !== here && (other === undefined || other === far))
    return other === undefined || !words(name, namespace) ? name : exchanged(name, [[namespace, here]]);
  if (!isBetween || other === undefined || !words(name, namespace)) return undefined;
  return exchanged(name, [
    [namespace, here],
    [other, far],
  ]);
}

/** The namespaces that rules name. */
function namespacesIn(rules: readonly PolicyRule[]): readonly string[] {
  return rules.flatMap(({ peers = [] }) =>
    peers.flatMap((peer) => ('namespaces' in peer && peer.namespaces ? (namespacesNamed(peer.namespaces) ?? []) : [])),
  );
}

/** Whether a name of words and hyphens has these among them. */
function words(name: string, part: string): boolean {
  return `-${name}-`.includes(`-${part}-`);
}

function exchanged(name: string, pairs: readonly (readonly [string, string])[]): string {
  // A word that one pair has put there is none for the next.
  const marked = pairs.reduce((text, [old], place) => text.replace(`-${old}-`, `-\0${place}-`), `-${name}-`);
  return pairs.reduce((text, [, next], place) => text.replace(`\0${place}`, next), marked).slice(1, -1);
}
