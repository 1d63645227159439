import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { type Diff, type DiffOptions, diffSets } from '../../src/diff/diff.js';
import type { Effect, EffectKind, Entry } from '../../src/diff/effect.js';
import { parsePath } from '../../src/manifest/access.js';
import type { ManifestSet } from '../../src/manifest/manifest-set.js';
import { setOf } from '../manifest/set-of.js';

/** The fixture's documents by `Kind name`. */
const fixture: readonly (readonly [string, string])[] = loadAll(readFileSync(join(__dirname, 'shop.yaml'), 'utf8')).map(
  (one) => {
    const { kind, metadata } = one as { kind: string; metadata: { name: string } };
    return [`${kind} ${metadata.name}`, JSON.stringify(one)];
  },
);

/** One step of a scripted change, on the documents of the fixture. */
export type Step = (documents: Map<string, string | undefined>) => void;

/** Fills in a field of an object: `set('Deployment cart', 'spec.replicas', 5)`; undefined takes it away. */
export function set(name: string, path: string, value: unknown): Step {
  return edit(name, (object) => {
    const steps = parsePath(path).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    // biome-ignore lint/suspicious/noExplicitAny: tests reach into any object
    let at: any = object;
    for (const step of steps.slice(0, -1)) at = at[step] ??= {};
    const last = steps.at(-1) ?? '';
    if (value !== undefined) at[last] = value;
    else if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  });
}

/** Changes an object in any way. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into any object
export function edit(name: string, change: (object: any) => void): Step {
  return (documents) => {
    const before = documents.get(name);
    if (before === undefined) throw new Error(`there is no ${name}`);
    const object = load(before);
    change(object);
    documents.set(name, JSON.stringify(object));
  };
}

export function drop(name: string): Step {
  return (documents) => {
    if (!documents.has(name)) throw new Error(`there is no ${name}`);
    documents.set(name, undefined);
  };
}

/** Puts another document in the place of one that was added. */
export function swap(before: string, after: string | undefined): Step {
  return (documents) => {
    const key = [...documents].find(([, text]) => text === before)?.[0];
    if (key === undefined) throw new Error(`nobody added ${before}`);
    documents.set(key, after);
  };
}

export function add(yaml: string): Step {
  return (documents) => void documents.set(`added ${documents.size}`, yaml);
}

/** The fixture, changed. */
export function changed(...steps: readonly Step[]): ManifestSet {
  const documents = new Map<string, string | undefined>(fixture);
  for (const step of steps) step(documents);
  return setOf([...documents.values()].filter((one) => one !== undefined).join('\n---\n'));
}

/** What a scripted change of the fixture does. */
export function effectsOf(steps: readonly Step[], options?: DiffOptions, base: readonly Step[] = []): Diff {
  return diffSets(changed(...base), changed(...base, ...steps), options);
}

/** The entry of one object; throws when it did not change. */
export function entryOf(diff: Diff, name: string): Entry {
  const found = diff.entries.find(({ change }) => `${change.ref.kind} ${change.ref.name}` === name);
  if (!found) throw new Error(`${name} is not among: ${diff.entries.map(({ change }) => change.ref.name).join(', ')}`);
  return found;
}

/** The effects of one object of that kind. */
export function ofKind(diff: Diff, name: string, kind: EffectKind): readonly Effect[] {
  return entryOf(diff, name).effects.filter((effect) => effect.kind === kind);
}

/** `kind` of each effect of each object that changed: `{ 'Deployment cart': ['restart', 'scale'] }`. */
export function kindsOf(diff: Diff): Readonly<Record<string, readonly EffectKind[]>> {
  return Object.fromEntries(
    diff.entries.map(({ change, effects }) => [
      `${change.ref.kind} ${change.ref.name}`,
      [...new Set(effects.map(({ kind }) => kind))],
    ]),
  );
}
