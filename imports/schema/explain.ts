import { type Check, combine, type Path } from './combine.js';
import { formats, re2 } from './formats.js';
import type { Definitions, Schema, SchemaError } from './types.js';

export interface ExplainOptions {
  /**
   * Whether `null` stands for an absent field, as it does where the API server decodes into its own types. In a custom
   * resource it is a value of the wrong type unless the schema says otherwise.
   */
  readonly nullIsAbsent: boolean;
}

const prefix = '#/definitions/';

/** Everything that is wrong with a value, one error a cause, in the order of the value's own fields. */
export function explain(
  schema: Schema,
  value: unknown,
  definitions: Definitions,
  options: ExplainOptions,
): SchemaError[] {
  const check: Check = (given, at, path) => {
    const target = resolve(given, definitions);
    const found = typeErrors(target, at, path);
    if (found.length > 0) return found;
    return [
      ...scalarErrors(target, at, path),
      ...(Array.isArray(at) ? listErrors(target, at, path, check) : []),
      ...(isObject(at) ? objectErrors(target, at, path, check, options) : []),
      ...combine(target, at, path, check),
    ];
  };
  return check(schema, value, []);
}

/** Follows references to the schema that they lead to. */
export function resolve(schema: Schema, definitions: Definitions): Schema {
  let target = schema;
  while (target.$ref !== undefined) {
    const next: Schema | undefined = definitions[target.$ref.slice(prefix.length)];
    if (!next) throw new Error(`the schemas have no definition of ${target.$ref}`);
    target = next;
  }
  return target;
}

/** JSON Schema's word for the type of a value. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeErrors({ type }: Schema, value: unknown, path: Path): SchemaError[] {
  if (type === undefined) return [];
  const got = typeName(value);
  const allowed = typeof type === 'string' ? [type] : type;
  if (allowed.includes(got) || (got === 'integer' && allowed.includes('number'))) return [];
  return [{ path, keyword: 'type', params: { type, got }, value }];
}

function scalarErrors(schema: Schema, value: unknown, path: Path): SchemaError[] {
  const errors: SchemaError[] = [];
  const report = (keyword: string, params: SchemaError['params']) => errors.push({ path, keyword, params, value });
  if (schema.enum && !schema.enum.some((item) => equal(item, value))) {
    const allowed = schema.enum.filter((item) => item !== '').map(String);
    errors.push({ path, keyword: 'enum', params: { allowedValues: schema.enum }, allowed, value });
  }
  if (schema.format !== undefined && formats[schema.format]?.(value) === false)
    report('format', { format: schema.format });
  if (typeof value === 'string') {
    const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
    if (pattern !== undefined && re2(pattern)?.test(value) === false) report('pattern', { pattern });
    const length = [...value].length;
    if (length < minLength) report('minLength', { limit: minLength });
    if (length > maxLength) report('maxLength', { limit: maxLength });
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) report('minimum', { limit: schema.minimum });
    if (schema.maximum !== undefined && value > schema.maximum) report('maximum', { limit: schema.maximum });
    const { exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
    if (above !== undefined && value <= above) report('exclusiveMinimum', { limit: above });
    if (below !== undefined && value >= below) report('exclusiveMaximum', { limit: below });
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) report('multipleOf', { multipleOf });
  }
  return errors;
}

function listErrors(schema: Schema, value: readonly unknown[], path: Path, check: Check): SchemaError[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const errors: SchemaError[] = [];
  if (value.length < minItems) errors.push({ path, keyword: 'minItems', params: { limit: minItems }, value });
  if (value.length > maxItems) errors.push({ path, keyword: 'maxItems', params: { limit: maxItems }, value });
  if (schema.uniqueItems) {
    const twin = value.findIndex((item, at) => value.slice(0, at).some((earlier) => equal(earlier, item)));
    if (twin >= 0) errors.push({ path: [...path, twin], keyword: 'uniqueItems', params: {}, value: value[twin] });
  }
  if (items) value.forEach((item, at) => errors.push(...check(items, item, [...path, at])));
  return errors;
}

function objectErrors(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  check: Check,
  { nullIsAbsent }: ExplainOptions,
): SchemaError[] {
  const { properties = {}, additionalProperties: others = true } = schema;
  const errors: SchemaError[] = [];
  const isSet = (field: string) =>
    Object.hasOwn(value, field) && value[field] !== undefined && !(nullIsAbsent && value[field] === null);
  for (const missingProperty of schema.required ?? []) {
    if (!isSet(missingProperty)) errors.push({ path, keyword: 'required', params: { missingProperty } });
  }
  for (const [field, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const below = [...path, field];
    const known = Object.hasOwn(properties, field) ? properties[field] : undefined;
    if (known) {
      if (isSet(field)) errors.push(...check(known, item, below));
    } else if (others === false) {
      const allowed = Object.keys(properties).sort();
      errors.push({
        path: below,
        keyword: 'additionalProperties',
        params: { additionalProperty: field },
        allowed,
        value: item,
      });
    } else if (others !== true) {
      errors.push(...check(others, item, below));
    }
  }
  const size = Object.keys(value).length;
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  if (size < minProperties) errors.push({ path, keyword: 'minProperties', params: { limit: minProperties } });
  if (size > maxProperties) errors.push({ path, keyword: 'maxProperties', params: { limit: maxProperties } });
  return errors;
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
