import { get, text } from '../../manifest/access.js';
import { hookPhases } from '../../manifest/argocd/hooks.js';
import { apiGroup, describeRef, type Manifest } from '../../manifest/manifest.js';
import { type FieldChange, isWithin, type ObjectChange, touches } from '../change.js';
import type { Effect } from '../effect.js';
import { listed } from '../rollout/words.js';
import { minorOf, type RefusalContext } from './context.js';
import { IMMUTABLE, type ImmutableRow } from './immutable.js';
import type { Case } from './immutable-cases.js';

/** Whether the API server refuses a change, so that the object stays as it was. */
export function isRefused(change: ObjectChange, context: RefusalContext): boolean {
  return [...refused(change, context)].some(({ kind }) => kind === 'refused');
}

/** Changes that the API server refuses, and those that it accepts and does not carry out. */
export function* refused(change: ObjectChange, context: RefusalContext): Iterable<Effect> {
  const { before, after } = change;
  if (change.how !== 'changed' || !before || !after) return;
  yield* kept(change);
  const kind = `${after.ref.kind}.${apiGroup(after.ref.apiVersion)}`;
  const rows = IMMUTABLE.filter((row) => row.kind === kind);
  const hits = rows.flatMap((row) => {
    const fields = change.fields.filter((field) => fits(row, field, before, after, context));
    return fields.length > 0 ? [{ row, fields }] : [];
  });
  const [hit] = hits;
  if (!hit) return;
  const fields = hits.flatMap((one) => one.fields.map(({ label }) => label));
  const name = describeRef(after.ref);
  const anew = madeAnew(after);
  if (anew) {
    yield { kind: 'replaced', text: `${name} is deleted and made anew: ${anew}`, fields, source: hit.row.source };
    return;
  }
  yield {
    kind: 'refused',
    text: `The sync fails: ${listed(fields, 4)} of ${name} cannot change`,
    why: 'The API server refuses the whole object: none of its other changes arrive either, and later sync waves are not begun.',
    fix: hit.row.fix.replaceAll('*', name),
    fields,
    source: hit.row.source,
    grave: true,
  };
}

function fits(
  row: ImmutableRow,
  change: FieldChange,
  before: Manifest,
  after: Manifest,
  context: RefusalContext,
): boolean {
  if (!row.fields.some((field) => (field === 'spec' ? isWithin(change.pattern, field) : touches(change, field))))
    return false;
  const { exceptFrom } = row;
  const later = exceptFrom && (minorOf(context) ?? 0) >= exceptFrom.minor ? exceptFrom.fields : [];
  if ([...(row.except ?? []), ...later].some((field) => isWithin(change.pattern, field))) return false;
  const case_: Case = { before: before.object, after: after.object, change, expands: expands(after, context) };
  return row.when?.(case_) ?? true;
}

function expands({ object }: Manifest, { after }: RefusalContext): boolean | undefined {
  const name = text(object, 'spec.storageClassName');
  const found = name === undefined ? undefined : after.find('StorageClass', undefined, name);
  return found && get(found.object, 'allowVolumeExpansion') === true;
}

/** Why Argo CD deletes the object before it applies it; undefined when it does not. */
function madeAnew(manifest: Manifest): string | undefined {
  const annotation = (name: string) =>
    text(manifest.object, ['metadata', 'annotations', `argocd.argoproj.io/${name}`]) ?? '';
  const options = annotation('sync-options')
    .split(',')
    .map((option) => option.trim());
  if (options.includes('Force=true') && options.includes('Replace=true')) return 'Force=true,Replace=true says so';
  const policy = annotation('hook-delete-policy');
  const isHook = hookPhases(manifest).length > 0;
  return isHook && (policy === '' || policy.includes('BeforeHookCreation'))
    ? 'it is a hook, run anew at each sync'
    : undefined;
}

/** Source: Kubernetes, pkg/registry/core/service/rest: patchAllocatedValues fills in what an update leaves out. */
function* kept({ before, after }: ObjectChange): Iterable<Effect> {
  if (before?.ref.kind !== 'Service' || !after) return;
  if (text(before.object, 'spec.clusterIP') !== 'None' || (text(after.object, 'spec.clusterIP') ?? '') !== '') return;
  if (text(after.object, 'spec.type') === 'ExternalName') return;
  yield {
    kind: 'none',
    text: `${describeRef(after.ref)} stays headless, though the file no longer says so`,
    why: 'The API server fills in the clusterIP that the object had.',
    fix: `Delete ${describeRef(after.ref)} once, then sync: it gets an address of its own.`,
    fields: ['spec.clusterIP'],
    source: 'Kubernetes, pkg/registry/core/service/rest: patchAllocatedValues',
    grave: true,
  };
}
