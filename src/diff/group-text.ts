import type { ObjectRef } from '../diagnostic/diagnostic.js';
import { describeRef } from '../manifest/manifest.js';
import { describeField } from './describe-field.js';
import type { Effect, Entry } from './effect.js';
import type { Group } from './fold.js';
import { about, count, listed, together } from './rollout/words.js';

/** A group for readers. All outputs say the same in the same words. */
export interface GroupText {
  /** What changes: `image: 1.0.0 → 1.1.0 on 8 objects`; of a single object its name. */
  readonly title: string;
  /** What it does, one line an effect. */
  readonly effects: readonly Effect[];
  /** The fields, one line each. */
  readonly fields: readonly string[];
  /** The objects of a group of several. */
  readonly objects: readonly ObjectRef[];
}

export function groupText({ entries }: Group): GroupText {
  const [first] = entries;
  const objects = entries.map(({ change }) => change.ref);
  if (entries.length === 1)
    return {
      title: titleOf(first),
      effects: first.effects,
      fields: first.change.fields.map(describeField),
      objects,
    };
  return { title: sharedTitle(entries), effects: sharedEffects(entries), fields: sharedFields(entries), objects };
}

/** How an object that is no longer made is marked: it may stay in the cluster. */
function goneMark({ effects }: Entry): string {
  return effects.some(({ kind }) => kind === 'deleted') ? ' (deleted)' : ' (no longer in Git)';
}

function titleOf(entry: Entry): string {
  const { change } = entry;
  const name = describeRef(change.ref);
  switch (change.how) {
    case 'added':
      return `${name} (new)`;
    case 'removed':
      return `${name}${goneMark(entry)}`;
    case 'renamed':
    case 'rekinded':
      return `${describeRef(change.before.ref)} → ${name}`;
    default:
      return name;
  }
}

/** `8 objects: ai-worker, auth-api …`: the kind where they share it. */
function sharedTitle(entries: readonly Entry[]): string {
  const kinds = [...new Set(entries.map(({ change }) => change.ref.kind))];
  const [kind = 'object'] = kinds;
  const plural = /(?:s|y)$/.test(kind) ? (kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}es`) : `${kind}s`;
  const spaces = [...new Set(entries.map(({ change }) => change.ref.namespace))];
  const noun = kinds.length === 1 ? count(entries.length, kind, plural) : count(entries.length, 'object');
  const [first] = entries;
  const how = first?.change.how;
  const mark = how === 'added' ? ' (new)' : first && how === 'removed' ? goneMark(first) : '';
  const names = new Set(entries.map(({ change }) => change.ref.name));
  const shown =
    names.size === 1 && kinds.length === 1
      ? `${[...names][0]} in ${listed(entries.map(({ change }) => change.ref.namespace ?? 'the cluster'))}`
      : listed(kinds.length === 1 ? [...names] : entries.map(({ change }) => `${change.ref.kind} ${change.ref.name}`));
  const where = kinds.length > 1 && spaces.length === 1 && spaces[0] !== undefined ? ` in ${spaces[0]}` : '';
  return `${noun}${where}: ${shown}${mark}`;
}

/** Fields that all have in common as they are; of those that differ by object, what is common. */
function sharedFields(entries: readonly Entry[]): string[] {
  const lines = entries.map(({ change }) => change.fields.map(describeField));
  const [first = []] = lines;
  return first.flatMap((line, i) => {
    const all = lines.map((one) => one[i] ?? '');
    if (all.every((other) => other === line)) return [line];
    const generic = all.map((one) => one.replace(/^(image|env \S+) of [^:]+:/, '$1:').replace(/\[[^\]]*\]/g, '[…]'));
    if (generic.every((other) => other === generic[0])) return [generic[0] ?? ''];
    return [`${(generic[0] ?? '').split(':')[0] ?? ''}: differs from object to object`];
  });
}

/** The effects of all: restarts are summed up, texts that differ only by a name are said once. */
function sharedEffects(entries: readonly Entry[]): Effect[] {
  const teller = entries.find(({ effects }) => effects.some(({ bundle, parts }) => bundle !== undefined && parts));
  if (teller) return [...teller.effects];
  const [first] = entries;
  return (first?.effects ?? []).map((effect, i): Effect => {
    const all = entries.flatMap(({ effects }) => effects[i] ?? []);
    if (effect.restart) return sharedRestart(effect, all);
    const parts = all.flatMap((one) => one.parts ?? []);
    if (parts.length > 0) return { ...effect, text: together(parts), parts };
    const texts = [...new Set(all.map(({ text }) => text))];
    if (texts.length === 1) return effect;
    const shared = sharedText(entries, all);
    if (shared !== undefined) return { ...effect, text: shared };
    const short = texts.slice(0, 3).join('; ');
    return { ...effect, text: texts.length > 3 ? `${short}; and ${texts.length - 3} more of the kind` : short };
  });
}

// Verbs that effects use behind an object's name, and what they are of several.
const PLURAL: Readonly<Record<string, string>> = {
  is: 'are',
  stays: 'stay',
  changes: 'change',
  leaves: 'leave',
  takes: 'take',
  resolves: 'resolve',
};

/** The text of all, where it differs only in the object's own name; undefined where it differs in more. */
function sharedText(entries: readonly Entry[], all: readonly Effect[]): string | undefined {
  const templates = entries.map(({ change }, i) => {
    const text = all[i]?.text ?? '';
    return text
      .replaceAll(describeRef(change.ref), '\u0000')
      .replaceAll(new RegExp(`(?<![\\w-])${escaped(change.ref.name)}(?![\\w-])`, 'g'), '\u0000');
  });
  const [template = ''] = templates;
  if (!template.includes('\u0000') || templates.some((other) => other !== template)) return undefined;
  const refs = entries.map(({ change }) => change.ref);
  const names = [...new Set(refs.map(({ name }) => name))];
  const kinds = [...new Set(refs.map(({ kind }) => kind))];
  const [head = '', ...rest] = template.split('\u0000');
  // One name in several namespaces stays one subject; of several kinds it is several.
  if (names.length === 1 && kinds.length === 1) return `${head}each ${names[0]}${rest.join('it')}`;
  // Where some share a name, names alone would be fewer than there are; the title lists all.
  const several = names.length < refs.length ? `all ${refs.length}` : listed(names);
  const subject = names.length === 1 ? `${listed(kinds)} ${names[0]}` : several;
  const [behind = '', ...later] = rest;
  // Inside of `host/path/name` and `name:http` no other word can stand for the names.
  if (/[./:]$/.test(head) || later.some((one) => /^[/:]\w/.test(one))) return undefined;
  const does = behind.replace(/^ (\w+)/, (_, verb: string) => ` ${ofSeveral(verb)}`);
  return `${head}${subject}${does}${later.map(withEach).join('')}`;
}

function ofSeveral(verb: string): string {
  return PLURAL[verb] ?? verb;
}

/** What stands behind a later mention of each name. Where it goes on as a host name, the name cannot be a word. */
function withEach(behind: string): string {
  const [start, host, verb = ''] = /^((?:\.[\w-]+)+) (\w+)/.exec(behind) ?? [];
  if (start === undefined) return `each${behind}`;
  return `their names (NAME${host}) ${ofSeveral(verb)}${behind.slice(start.length)}`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function sharedRestart(effect: Effect, all: readonly Effect[]): Effect {
  const restarts = all.flatMap(({ restart }) => (restart && restart.pods !== 0 ? [restart] : []));
  const pods = restarts.reduce((sum, one) => sum + (one.pods ?? 0), 0);
  const seconds = restarts.map((one) => one.seconds);
  const longest = Math.max(...seconds.map((one) => one ?? 0));
  const long = seconds.includes(undefined) ? '' : `, ${about(longest)}`;
  const losses = [...new Set(restarts.map(({ loss }) => loss.text))];
  return {
    ...effect,
    text: `${count(restarts.length, 'service')} restart (${count(pods, 'pod')}${long}); ${listed(losses, 4)}`,
  };
}
