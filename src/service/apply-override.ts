import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { explainField } from '../construct/emit.js';
import { placeMade } from '../construct/place.js';
import { reject } from '../construct/reject.js';
import { get } from '../manifest/access.js';
import { type FieldPath, formatPath, type JsonObject } from '../manifest/manifest.js';
import type { Override } from './override.js';

/** Key of the construct metadata in which overrides are kept. */
const OVERRIDE = 'eco:override';

/** Sets the field of the object that the override names, of those below `scope`. Rejects one that fits nothing. */
export function applyOverride(scope: Construct, override: Override): void {
  const { kind, name = scope.node.id, path, value, reason } = override;
  const site = () => placeMade(override);
  const what = `${kind} "${name}" ${formatPath(path)}`;
  const objects = scope.node.findAll().filter((node) => node instanceof ApiObject);
  const object = objects.find((one) => one.kind === kind && one.name === name);
  scope.node.addMetadata(OVERRIDE, { ...override, name });
  if (reason.trim() === '') {
    reject(scope, {
      site,
      rule: 'override',
      message: `the override of ${what} gives no reason`,
      why: 'Nobody can tell later whether it is still needed.',
      fix: 'Say why the field must be so.',
    });
  }
  if (!object) {
    reject(scope, {
      site,
      rule: 'override',
      message: `the override of ${what} fits no object`,
      why: 'Nothing is set.',
      fix: `Name one of: ${objects.map((one) => `${one.kind} "${one.name}"`).join(', ')}.`,
    });
    return;
  }
  const before: JsonObject = object.toJson();
  if (JSON.stringify(get(before, path)) === JSON.stringify(value)) {
    reject(scope, {
      site,
      rule: 'override',
      severity: 'warning',
      message: `the override of ${what} is of no use: it is ${JSON.stringify(value)} already`,
      why: 'It would hide it when the construct chooses another value.',
      fix: 'Remove it.',
    });
    return;
  }
  object.addJsonPatch(patch(before, path, value));
  explainField(object, path, `overridden: ${reason}`, override);
}

/** The overrides that were applied to a construct itself. */
export function overridesOn(construct: Construct): readonly (Override & { readonly name: string })[] {
  return construct.node.metadata.filter(({ type }) => type === OVERRIDE).map(({ data }) => data);
}

/** A patch makes no parents: those that are missing are part of what it adds. */
function patch(before: JsonObject, path: FieldPath, value: unknown): JsonPatch {
  const depth = path.findIndex((_, i) => get(before, path.slice(0, i + 1)) === undefined);
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
