import type { PodEnd } from './ends.js';
import { policiesNear, policiesOf } from './policies.js';
import type { Direction, Policy, PolicyRule } from './policy.js';
import { type Connection, portsAnswer, ruleAnswer, type Surroundings, selectedBy } from './rule-answer.js';

/** What decides one half of a connection. */
export type Half =
  /** No policy closes the pods in this direction. */
  | { readonly open: true; readonly by: 'nobody' }
  /** `rules` let it through; `sure` is false where labels or addresses are not known. */
  | { readonly open: true; readonly by: 'rules'; readonly rules: readonly PolicyRule[]; readonly sure: boolean }
  /** These policies close the pods, and none lets it through. */
  | { readonly open: false; readonly policies: readonly Policy[] };

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
