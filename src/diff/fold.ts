import { get, records, text } from '../manifest/access.js';
import { rowOf } from '../manifest/kinds.js';
import { parseImageRef } from '../values/image-ref.js';
import type { FieldChange, ObjectChange } from './change.js';
import { leaves } from './compare/pair-elements.js';
import { canonical } from './compare/scalar.js';
import type { Diff } from './diff.js';
import { type Effect, type EffectKind, type Entry, gravest, rankOf } from './effect.js';

/** Entries that are one change to a reader: the same fields, the same values, the same effects. */
export interface Group {
  readonly kind: EffectKind;
  /** Something in it must not be missed. */
  readonly grave: boolean;
  readonly entries: readonly [Entry, ...Entry[]];
}

/** Folds what is the same on many objects, and puts first what is gravest. */
export function fold({ entries }: Pick<Diff, 'entries'>): Group[] {
  const groups = new Map<string, [Entry, ...Entry[]]>();
  const lone = loneNames(entries);
  for (const entry of entries) {
    const key = lone.get(entry) ?? signature(entry);
    const known = groups.get(key);
    if (known) known.push(entry);
    else groups.set(key, [entry]);
  }
  const folded = [...groups.values()].map((list): Group => {
    const { kind } = gravest(list[0]);
    return { kind, grave: list.some(({ effects }) => effects.some(({ grave }) => grave)), entries: list };
  });
  // Sorting is stable: of the same gravity, what came first in the files stays first.
  return folded.sort(
    (a, b) =>
      rankOf(gravest(a.entries[0])) - rankOf(gravest(b.entries[0])) ||
      Number(b.grave) - Number(a.grave) ||
      b.entries.length - a.entries.length,
  );
}

/**
 * What comes or goes alone in its namespace and under the same name in others: one pull secret in each of them. The key
 * of its group, for each such entry.
 */
function loneNames(entries: readonly Entry[]): ReadonlyMap<Entry, string> {
  const together = new Map<string, Entry[]>();
  const named = new Map<string, Entry[]>();
  const add = (map: Map<string, Entry[]>, key: string, entry: Entry) => map.set(key, [...(map.get(key) ?? []), entry]);
  for (const entry of entries) {
    const { how, ref } = entry.change;
    if ((how === 'added' || how === 'removed') && entry.effects.every(isPlain))
      add(together, `${how} ${ref.namespace}`, entry);
  }
  for (const [first, ...more] of together.values()) {
    if (!first || more.length > 0) continue;
    const { how, ref } = first.change;
    add(named, `${how} ${ref.kind} ${ref.name} everywhere`, first);
  }
  return new Map(
    [...named].flatMap(([key, list]) => (list.length > 1 ? list.map((entry) => [entry, key] as const) : [])),
  );
}

/** One text for all changes that are the same but for the object's own names and tags. */
function signature({ change, effects }: Entry): string {
  const kinds = effects
    .map(({ kind, grave, restart }) => `${kind}${grave ? '!' : ''}${restart?.loss.is ?? ''}`)
    .join(' ');
  const bundle = effects.find((effect) => effect.bundle !== undefined)?.bundle;
  if (bundle !== undefined) return `together with ${bundle}`;
  const [first] = effects;
  if (first?.kind === 'refused') return `${kinds} ${change.ref.kind} ${first.fields?.join(' ')}`;
  if (change.how === 'changed') {
    if (change.fields.length === 0) return `${kinds} only written differently`;
    const names = namesIn(change);
    const fields = change.fields.map((field) => fieldSignature(field, names)).sort();
    return `${kinds}\n${fields.join('\n')}`;
  }
  if (change.how === 'renamed' || change.how === 'rekinded')
    return `${change.how} ${change.ref.kind} ${change.ref.namespace ?? ''} ${change.ref.name}`;
  // What comes or goes together and does nothing else: a service's folder, a broker's queues.
  if (effects.every(isPlain)) return `${change.how} ${kinds} in ${change.ref.namespace ?? ''}`;
  if (change.how === 'removed') return `removed ${kinds} ${change.ref.kind}`;
  const { object } = change.how === 'added' ? change.after : change.before;
  const { metadata: _, ...rest } = object;
  const names = namesIn(change);
  return `${change.how} ${kinds}\n${leaves(rest, '')
    .map((leaf) => anonymous(leaf, names))
    .join('\n')}`;
}

function isPlain({ kind, pods, grave, minor }: Effect): boolean {
  return !grave && ((kind === 'created' && pods === undefined) || (kind === 'deleted' && minor === true));
}

function fieldSignature({ op, pattern, from, to }: FieldChange, names: readonly (readonly [string, string])[]): string {
  if (pattern.endsWith('.image') && sameRepository(from, to)) return `${op} ${pattern} <image>`;
  return `${op} ${pattern} ${anonymous(canonical(from), names)} ${anonymous(canonical(to), names)}`;
}

function sameRepository(from: FieldChange['from'], to: FieldChange['to']): boolean {
  const repository = (value: typeof from) => {
    const image = typeof value === 'string' ? parseImageRef(value) : undefined;
    return image && `${image.registry ?? ''}/${image.repository}`;
  };
  return repository(from) !== undefined && repository(from) === repository(to);
}

/** Texts that stand for the object itself: its name, and the tags of its images. The longest first. */
function namesIn({ before, after, ref }: ObjectChange): (readonly [string, string])[] {
  const tags = (manifest: typeof after, mark: string) => {
    const template = manifest && rowOf(manifest.object)?.podTemplate;
    if (!manifest || template === undefined) return [];
    const containers = records(get(manifest.object, template ? `${template}.spec` : 'spec'), 'containers');
    return containers.flatMap((container): [string, string][] => {
      const tag = parseImageRef(text(container, 'image') ?? '')?.tag;
      return tag === undefined ? [] : [[tag, mark]];
    });
  };
  const all: [string, string][] = [[ref.name, '<name>'], ...tags(before, '<old>'), ...tags(after, '<new>')];
  return all.filter(([name]) => name.length > 1).sort(([a], [b]) => b.length - a.length);
}

function anonymous(value: string, names: readonly (readonly [string, string])[]): string {
  return names.reduce((text, [name, mark]) => text.replaceAll(name, mark), value);
}
