import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { explainField } from '../../construct/emit.js';
import { type Rejection, reject } from '../../construct/reject.js';
import { get } from '../../manifest/access.js';
import { SYNC_WAVE } from '../../manifest/argocd/hooks.js';
import { type FieldPath, formatPath, type JsonObject } from '../../manifest/manifest.js';
import { listMistake } from './list-mistake.js';
import type { Override } from './override.js';

/** Key of the construct metadata in which overrides are kept. */
const OVERRIDE = 'eco:override';

/** Sets the field of the object that the override names, of those below `scope`. Rejects one that fits nothing. */
export function applyOverride(scope: Construct, override: Override): void {
  const { kind, name = scope.node.id, path, value, reason } = override;
  const owner = `${kind} "${name}"`;
  const what = `${owner} ${formatPath(path)}`;
  const wrong = (rejection: Omit<Rejection, 'rule' | 'property'>) =>
    reject(scope, { rule: 'override', property: { object: override }, ...rejection });
  const objects = scope.node.findAll().filter((node) => node instanceof ApiObject);
  const object = objects.find((one) => one.kind === kind && one.name === name);
  const field = JSON.stringify([kind, name, path]);
  const isThere = overridesOn(scope).some(
    (one) => JSON.stringify([one.override.kind, one.name, one.override.path]) === field,
  );
  scope.node.addMetadata(OVERRIDE, { override, name });
  if (isThere) {
    wrong({
      message: `the override of ${what} stands there twice`,
      why: 'The later of the two would win, and nobody would see the other.',
      fix: 'Take one of the two out.',
    });
    return;
  }
  if (reason.trim() === '') {
    wrong({
      message: `the override of ${what} gives no reason`,
      why: 'Nobody can tell later whether it is still needed.',
      fix: 'Say why the field must be so.',
    });
  }
  if (path.length === 0 || (path.length === 1 && path[0] === 'metadata')) {
    wrong({
      message: `the override of ${owner} names ${path.length === 0 ? 'no field of it' : 'all of its metadata'}`,
      why: 'What the object is called, and how others find it, would be lost.',
      fix: 'Name one field: (it) => it.spec.…',
    });
    return;
  }
  if (setsWave(path, value)) {
    wrong({
      message: `the override of ${what} sets a sync wave`,
      why: 'Waves are computed from what each object refers to: this one would be written over, or let an object come before what it needs.',
      fix: 'Remove it. What must be there first is named by `uses`; what must be done first is a hook.',
    });
    return;
  }
  if (!object) {
    // Which kinds there are may depend on the environment, as with a Deployment in one and a Rollout in another.
    const isKindHere = objects.some((one) => one.kind === kind);
    const elsewhere = ` Where another environment has the ${kind}, give each its own: overrides: env.pick({ <name>: [override(…)], <other>: [] }).`;
    wrong({
      message: `the override of ${what} fits no object`,
      why: 'Nothing is set.',
      fix: `Name one of: ${objects.map((one) => `${one.kind} "${one.name}"`).join(', ')}.${isKindHere ? '' : elsewhere}`,
    });
    return;
  }
  const before: JsonObject = object.toJson();
  const mistake = listMistake(before, path, owner);
  if (mistake) {
    wrong(mistake);
    return;
  }
  if (JSON.stringify(get(before, path)) === JSON.stringify(value)) {
    wrong({
      severity: 'warning',
      message: `the override of ${what} is of no use: it is ${JSON.stringify(value)} already`,
      why: 'It would hide it when the construct chooses another value.',
      fix: 'Remove it.',
    });
    return;
  }
  const depth = path.findIndex((_, i) => get(before, path.slice(0, i + 1)) === undefined);
  object.addJsonPatch(patch(path, depth, value));
  explainField(object, depth < 0 ? path : path.slice(0, depth + 1), `overridden: ${reason}`, override);
}

function setsWave(path: FieldPath, value: unknown): boolean {
  const [first, second, key] = path;
  if (first !== 'metadata' || second !== 'annotations') return false;
  return key === undefined ? JSON.stringify(value ?? null).includes(`"${SYNC_WAVE}":`) : key === SYNC_WAVE;
}

/** The overrides that were applied to a construct itself, each with the name of its object. */
export function overridesOn(construct: Construct): readonly { readonly override: Override; readonly name: string }[] {
  return construct.node.metadata.filter(({ type }) => type === OVERRIDE).map(({ data }) => data);
}

/**
 * A patch makes no parents: those that are missing are part of what it adds.
 *
 * @param depth of the first field that is missing; below 0 where none is
 */
function patch(path: FieldPath, depth: number, value: unknown): JsonPatch {
  if (depth < 0) return JsonPatch.replace(pointer(path), value);
  const added = path
    .slice(depth + 1)
    .reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
  return JsonPatch.add(pointer(path.slice(0, depth + 1)), added);
}

/** Source: RFC 6901. */
function pointer(path: FieldPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
