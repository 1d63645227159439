import { celName } from '../../../imports/schema/cel-name.js';
import type { StructuralSchema } from '../../../imports/validate.js';
import { isList, isObject } from '../../manifest/access.js';
import type { FieldPath, Json } from '../../manifest/manifest.js';

/** A rule that stands in a definition: `x-kubernetes-validations`. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
}

/** A value as CEL sees it, with the rules that its schema has for it. */
export interface Ruled {
  readonly path: FieldPath;
  readonly self: unknown;
  readonly rules: readonly CelRule[];
}

/**
 * A value as the API server hands it to CEL: defaults filled in, integers as such, names that CEL cannot write escaped.
 * `found` takes what has rules, inner values first.
 */
export function celView(
  schema: StructuralSchema | undefined,
  value: Json | undefined,
  path: FieldPath,
  found: Ruled[],
): unknown {
  const view = viewOf(schema, value, path, found);
  const rules = schema?.['x-kubernetes-validations'];
  if (rules && value !== undefined && value !== null) found.push({ path, self: view, rules });
  return view;
}

function viewOf(
  schema: StructuralSchema | undefined,
  value: Json | undefined,
  path: FieldPath,
  found: Ruled[],
): unknown {
  if (typeof value === 'number') {
    const integer = Number.isSafeInteger(value) && schema?.type !== 'number';
    return integer ? BigInt(value) : value;
  }
  if (isList(value)) return value.map((item, i) => celView(schema?.items, item, [...path, i], found));
  if (!isObject(value)) return value;
  const { properties = {}, additionalProperties: others } = schema ?? {};
  const view: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const below = own ?? (typeof others === 'object' ? others : undefined);
    if (item !== undefined && item !== null)
      view[own ? celName(key) : key] = celView(below, item, [...path, key], found);
  }
  for (const [key, own] of Object.entries(properties)) {
    if (own.default !== undefined && (value[key] === undefined || value[key] === null))
      view[celName(key)] = celView(own, own.default as Json, [...path, key], found);
  }
  return view;
}
