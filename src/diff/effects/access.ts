import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { type Right, reachesFar, rightsOf } from '../rights/rights.js';
import { listed, together } from '../rollout/words.js';
import type { Context } from './context.js';

const KINDS = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

/** Who may do what: worked out from all roles and bindings together, said by the change that brings it about. */
export function* accessEffects({
  before,
  applied: after,
  changes,
  changeOf,
}: Context): Iterable<readonly [ObjectChange, Effect]> {
  const own = changes.filter(({ ref }) => KINDS.has(ref.kind));
  if (own.length === 0) return;
  const [old, now] = [rightsOf(before), rightsOf(after)];
  const found = new Map<ObjectChange, { gained: Right[]; lost: Right[] }>();
  const put = (right: Right, how: 'gained' | 'lost') => {
    const change = right.from.map((manifest) => changeOf.get(manifest)).find((one) => one !== undefined);
    if (!change) return;
    const list = found.get(change) ?? { gained: [], lost: [] };
    list[how].push(right);
    found.set(change, list);
  };
  for (const [key, right] of now) if (!old.has(key)) put(right, 'gained');
  for (const [key, right] of old) if (!now.has(key)) put(right, 'lost');
  for (const change of own) {
    const rights = found.get(change);
    if (rights) yield [change, effectOf(rights.gained, rights.lost, change)];
    else if (change.fields.length > 0 || change.how !== 'changed')
      yield [change, { kind: 'none', text: `${change.ref.kind} ${change.ref.name}: nobody's rights change by it` }];
  }
}

function effectOf(gained: readonly Right[], lost: readonly Right[], change: ObjectChange): Effect {
  const far = gained.filter(reachesFar);
  const parts = [...sentences(gained, 'may now'), ...sentences(lost, 'may no longer')];
  const things = [...new Set(far.map(({ verb, what }) => (FAR_VERBS.has(verb) ? `${verb} ${what}` : what)))];
  return {
    kind: 'access',
    text: together(parts),
    parts,
    ...(far.length > 0 && { why: `This reaches far: ${listed(things)}.`, grave: true }),
    fields: change.fields.map(({ label }) => label),
    source: 'Kubernetes, reference/access-authn-authz/rbac',
  };
}

const FAR_VERBS = new Set(['escalate', 'bind', 'impersonate']);

/** `ServiceAccount api/x may now get and list secrets in api`: verbs of one thing together, things of the same verbs too. */
function sentences(rights: readonly Right[], may: string): [string, string][] {
  const byThing = new Map<string, { right: Right; verbs: string[] }>();
  for (const right of rights) {
    const key = `${right.who}\n${right.what}\n${right.where}`;
    const known = byThing.get(key) ?? { right, verbs: [] };
    known.verbs.push(right.verb);
    byThing.set(key, known);
  }
  const byVerbs = new Map<string, { right: Right; verbs: string[]; things: string[] }>();
  for (const { right, verbs } of byThing.values()) {
    const key = `${right.who}\n${verbs.join(' ')}\n${right.where}`;
    const known = byVerbs.get(key) ?? { right, verbs, things: [] };
    known.things.push(right.what);
    byVerbs.set(key, known);
  }
  return [...byVerbs.values()].map(({ right, verbs, things }) => [
    right.who,
    `${may} ${listed(verbs)} ${listed(things)} ${right.where}`,
  ]);
}
