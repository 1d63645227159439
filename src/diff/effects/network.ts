import { get } from '../../manifest/access.js';
import { labelSelector } from '../../manifest/labels.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { podTemplateOf } from '../../manifest/pod-template.js';
import { isWithin, type ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { shortSelector } from '../network/peers.js';
import { allowed, type Direction, otherSideAllows, type Subject, subjectOf, subjectsOf } from '../network/policies.js';
import { type Difference, differenceOf, predicates } from '../network/sentences.js';
import { listed, together } from '../rollout/words.js';
import type { Context } from './context.js';

/** Who may talk to whom: worked out from all policies together, said by the change that brings it about. */
export function* networkEffects(context: Context): Iterable<readonly [ObjectChange, Effect]> {
  const policies = context.changes.filter(({ ref }) => ref.kind === 'NetworkPolicy');
  const relabelled = context.changes.filter(hasOtherLabels);
  const namespaces = context.changes.some(({ ref, how }) => ref.kind === 'Namespace' && how === 'changed');
  if (policies.length + relabelled.length === 0 && !namespaces) return;
  const found = new Map<ObjectChange, Difference[]>();
  for (const sides of subjects(context, policies, relabelled, namespaces).values()) {
    for (const direction of ['egress', 'ingress'] as const) {
      const difference = compare(sides, direction, context);
      const cause = difference && causeOf(difference, context);
      if (difference && cause) found.set(cause, [...(found.get(cause) ?? []), difference]);
    }
  }
  const silent = policies.filter(
    (change) => !found.has(change) && (change.how !== 'changed' || change.fields.length > 0),
  );
  const told = new Map(silent.map((change) => [change, tellerOf(change, found)]));
  const tellers = new Set(told.values());
  for (const [change, differences] of found) {
    const effect = reselects(change, differences) ?? effectOf(differences, change, context);
    yield [change, tellers.has(change) ? { ...effect, bundle: describeRef(change.ref) } : effect];
  }
  for (const [change, teller] of told) {
    const name = describeRef(change.ref);
    const effect: Effect = teller
      ? { kind: 'network', text: `${name} takes part in what ${teller.ref.name} does`, bundle: describeRef(teller.ref) }
      : { kind: 'none', text: `${name}: who may talk to whom stays as it is` };
    yield [change, effect];
  }
}

/** The change that tells what a policy takes part in; undefined when the policy changes nothing. */
function tellerOf(
  change: ObjectChange,
  found: ReadonlyMap<ObjectChange, readonly Difference[]>,
): ObjectChange | undefined {
  const takesPart = ({ before, after }: Difference) =>
    [...before.policies, ...after.policies].some((policy) => policy === change.after || policy === change.before);
  return [...found].find(([, differences]) => differences.some(takesPart))?.[0];
}

/** A subject on both sides; it may be on one alone. */
interface Sides {
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
}

function subjects(
  context: Context,
  policies: readonly ObjectChange[],
  relabelled: readonly ObjectChange[],
  all: boolean,
): ReadonlyMap<string, Sides> {
  const { before, applied: after } = context;
  const map = new Map<string, Sides>();
  const add = (subject: Subject, side: 'before' | 'after') => {
    const known = map.get(subject.key) ?? { before: undefined, after: undefined };
    map.set(subject.key, { ...known, [side]: known[side] ?? subject });
  };
  const both = (side: 'before' | 'after', set: ManifestSet, policy: Manifest | undefined) => {
    for (const subject of policy ? subjectsOf(policy, set) : []) add(subject, side);
  };
  for (const change of policies) {
    both('before', before, change.before);
    both('after', after, change.after);
  }
  for (const change of relabelled) {
    if (change.before) add(subjectOf(change.before), 'before');
    if (change.after) add(subjectOf(change.after), 'after');
  }
  if (all) {
    for (const { manifest } of before.podTemplates()) add(subjectOf(manifest), 'before');
    for (const { manifest } of after.podTemplates()) add(subjectOf(manifest), 'after');
  }
  return complete(map, context);
}

/** The other side of each subject, where the workload is there but no changed policy selects it. */
function complete(map: Map<string, Sides>, { before, applied: after, changeOf }: Context): Map<string, Sides> {
  const find = (subject: Subject | undefined, set: ManifestSet) => {
    if (!subject) return undefined;
    if (!subject.workload) return subject;
    const { namespace, name } = subject.workload.ref;
    const other = ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', subject.workload.ref.kind]
      .map((kind) => set.find(kind, namespace, name))
      .find((one) => one !== undefined);
    return other && subjectOf(other);
  };
  // By another name they are the same pods.
  const renamed = (subject: Subject | undefined) => {
    const old = subject?.workload && changeOf.get(subject.workload)?.before;
    return old && subjectOf(old);
  };
  for (const [key, sides] of map)
    map.set(key, {
      before: sides.before ?? find(sides.after, before) ?? renamed(sides.after),
      after: sides.after ?? find(sides.before, after),
    });
  return map;
}

function compare({ before, after }: Sides, direction: Direction, context: Context): Difference | undefined {
  // What is gone as a whole is told by that. Pods that are new: what the policies of before would have let them do.
  if (!after) return undefined;
  return differenceOf(
    { before, after },
    direction,
    allowed(before ?? after, direction, context.before),
    allowed(after, direction, context.applied),
  );
}

/** The change that brings a difference about: of a policy that has to do with it, else of the pods' own labels. */
function causeOf({ subject, before, after, gained, lost }: Difference, context: Context): ObjectChange | undefined {
  const changed = (policy: Manifest) => context.changeOf.get(policy);
  const policies = [
    ...gained.map(({ policy }) => policy),
    ...lost.map(({ policy }) => policy),
    ...after.policies,
    ...before.policies,
  ];
  const byPolicy = policies
    .map(changed)
    .find((change) => change !== undefined && change.fields.length + Number(change.how !== 'changed') > 0);
  return byPolicy ?? (subject.workload && changed(subject.workload));
}

/** A policy that selects other pods than before, none of which the manifests show. */
function reselects(change: ObjectChange, differences: readonly Difference[]): Effect | undefined {
  const fields = change.fields.filter(({ pattern }) => isWithin(pattern, 'spec.podSelector'));
  if (fields.length === 0 || differences.some(({ subject }) => subject.workload)) return undefined;
  const selector = (manifest: Manifest | undefined) => {
    const read = labelSelector(get(manifest?.object, 'spec.podSelector'));
    return (read && shortSelector(read)) || 'any label';
  };
  return {
    kind: 'network',
    text: `${describeRef(change.ref)} holds for pods with ${selector(change.after)} instead of ${selector(change.before)}; these manifests show no such pods`,
    fields: fields.map(({ label }) => label),
    source: 'Kubernetes, concepts/services-networking/network-policies',
  };
}

function effectOf(differences: readonly Difference[], change: ObjectChange, { applied: after }: Context): Effect {
  const parts = differences.flatMap((one) => predicates(one).map((does) => [one.subject.name, does] as const));
  const refusing = differences.flatMap(({ subject, direction, gained }) =>
    gained
      .filter((grant) => otherSideAllows(subject, grant, direction, after) === false)
      .map(({ peer, port }) =>
        direction === 'egress'
          ? `${peer.text} still refuses ${subject.name}${port ? ` on ${port}` : ''}`
          : `${peer.text} may still not send to ${subject.name}${port ? ` on ${port}` : ''}`,
      ),
  );
  const grave = differences.some(
    ({ after: now, before: was, isNew }) => !now.grants || (!isNew && !was.grants && now.grants.length === 0),
  );
  return {
    kind: 'network',
    text: together(parts),
    parts,
    ...(refusing.length > 0 && { why: `The other side has a say too: ${listed([...new Set(refusing)])}.` }),
    fields: change.fields.map(({ label }) => label),
    source: 'Kubernetes, concepts/services-networking/network-policies',
    ...(grave && { grave }),
  };
}

function hasOtherLabels({ before, after, how }: ObjectChange): boolean {
  const labels = (manifest: Manifest | undefined) => {
    const template = manifest && podTemplateOf(manifest);
    return template && get(template.field.value, 'metadata.labels');
  };
  if (!before || !after || how === 'renamed') return false;
  const [old, now] = [labels(before), labels(after)];
  return old !== undefined && now !== undefined && JSON.stringify(old) !== JSON.stringify(now);
}
