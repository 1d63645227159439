import type { Finding, ObjectRef } from '../diagnostic/diagnostic.js';
import { type Manifest, objectKey } from '../manifest/manifest.js';
import { ManifestSet } from '../manifest/manifest-set.js';
import type { ObjectChange } from './change.js';
import { classify } from './classify.js';
import { compareObjects } from './compare/compare-objects.js';
import { sameData } from './compare/scalar.js';
import type { Entry } from './effect.js';
import type { Context } from './effects/context.js';
import { restartingWorkloads } from './effects/pods.js';
import { isRefused } from './effects/refused.js';
import { guard } from './guard.js';
import { matchObjects } from './match.js';
import { withoutSecrets } from './without-secrets.js';

/** What changes between two states of one cluster. */
export interface Diff {
  /** The environment; empty where the files do not say. */
  readonly name: string;
  readonly before: ManifestSet;
  readonly after: ManifestSet;
  /** One for each object that changed, in the order of the new side's files, removed ones last. */
  readonly entries: readonly Entry[];
  /** What must not be applied as it stands, and what is wrong with the input. */
  readonly findings: readonly Finding[];
}

export interface DiffOptions {
  /** Minor version of the API server, `1.28`: it decides what may change. Unknown when absent. */
  readonly kubernetes?: string | undefined;
}

/** Compares what a cluster receives before and after: objects, fields, and what follows from them. Pure. */
export function diffSets(before: ManifestSet, after: ManifestSet, options: DiffOptions = {}): Diff {
  const matched = matchObjects(before, after);
  const changes: ObjectChange[] = [
    ...matched.same.flatMap(([old, now]) => changed(old, now)),
    ...matched.renamed.map(({ before: old, after: now, kindChanged }): ObjectChange => {
      const fields = compareObjects(old.object, now.object);
      return { how: kindChanged ? 'rekinded' : 'renamed', ref: now.ref, before: old, after: now, fields };
    }),
    ...matched.added.map((one): ObjectChange => ({ how: 'added', ref: one.ref, after: one, fields: [] })),
    ...matched.removed.map((one): ObjectChange => ({ how: 'removed', ref: one.ref, before: one, fields: [] })),
  ];
  const changeOf = new Map<Manifest, ObjectChange>();
  for (const change of changes) {
    if (change.before) changeOf.set(change.before, change);
    if (change.after) changeOf.set(change.after, change);
  }
  const keys = new Set(changes.map(({ ref }) => objectKey(ref)));
  // What stood twice before and did not change is no matter of this change.
  const isOfChange = (ref: ObjectRef | undefined) => ref !== undefined && keys.has(objectKey(ref));
  const base = { before, after, changes, changeOf, kubernetes: options.kubernetes };
  const stopped = new Map(
    changes.flatMap((change) => (change.before && isRefused(change, base) ? [[change.after, change.before]] : [])),
  );
  const applied =
    stopped.size === 0
      ? after
      : new ManifestSet(
          after.name,
          after.manifests.map((one) => stopped.get(one) ?? one),
        );
  const restarting = restartingWorkloads(changes.filter(({ after: one }) => !stopped.has(one)));
  const context: Context = { ...base, applied, restarting };
  return {
    name: after.name || before.name,
    before,
    after,
    entries: classify(context).map(withoutSecrets),
    findings: [...matched.findings.filter(({ object }) => isOfChange(object)), ...guard(context)],
  };
}

/** Nothing when the two are the same data; a change without fields when they are only written differently. */
function changed(before: Manifest, after: Manifest): ObjectChange[] {
  if (sameData(before.object, after.object)) return [];
  const fields = compareObjects(before.object, after.object);
  return [{ how: 'changed', ref: after.ref, before, after, fields }];
}

/** Pairs the sets of two sides by name; a set that is on one side alone stands against an empty one. */
export function diffAll(
  before: readonly ManifestSet[],
  after: readonly ManifestSet[],
  options: (name: string) => DiffOptions,
): Diff[] {
  const names = [...new Set([...after, ...before].map(({ name }) => name))].sort();
  const find = (sets: readonly ManifestSet[], name: string) =>
    sets.find((set) => set.name === name) ?? new ManifestSet(name, []);
  return names.map((name) => diffSets(find(before, name), find(after, name), options(name)));
}
