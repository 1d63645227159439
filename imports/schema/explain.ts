import { combine } from './combine.js';
import { listErrors, scalarErrors } from './scalars.js';
import type { Schema, SchemaError, Types } from './types.js';

export interface ExplainOptions {
  /**
   * Whether `null` stands for an absent field, as it does where the API server decodes into its own types. In a custom
   * resource it is a value of the wrong type unless the schema says otherwise.
   */
  readonly nullIsAbsent: boolean;
}

/** Everything that is wrong with a value, one error a cause, in the order of the value's own fields. */
export function explain(schema: Schema, value: unknown, types: Types, options: ExplainOptions): SchemaError[] {
  const walk = new Walk(types, options.nullIsAbsent);
  walk.check(schema, value);
  return walk.errors;
}

/** Follows references to the schema that they lead to. */
export function resolve(schema: Schema, types: Types): Schema {
  let target = schema;
  while (target.$ref !== undefined) {
    const next: Schema | undefined = types.at(target.$ref);
    if (!next) throw new Error(`the schemas have no definition of ${target.$ref}`);
    target = next;
  }
  return target;
}

/**
 * One walk over a value. The path is one stack, copied where something is wrong: most objects are right, and thousands
 * of them are looked at.
 */
class Walk {
  errors: SchemaError[] = [];
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly types: Types,
    private readonly nullIsAbsent: boolean,
  ) {}

  check(given: Schema, value: unknown): void {
    const schema = given.$ref === undefined ? given : resolve(given, this.types);
    if (schema.type !== undefined && !fits(schema.type, value)) {
      this.report('type', { type: schema.type, got: typeName(value), pattern: schema.pattern }, value);
      return;
    }
    if (typeof value !== 'object' || value === null) scalarErrors(schema, value, this);
    else if (Array.isArray(value)) this.list(schema, value);
    else this.object(schema, value as Readonly<Record<string, unknown>>);
    if (schema.anyOf || schema.oneOf || schema.allOf || schema.not) this.combined(schema, value);
  }

  // By itself: a function that remembers the value would cost each value, and few schemas have alternatives.
  private combined(schema: Schema, value: unknown): void {
    this.errors.push(...combine(schema, value, [...this.path], (branch) => this.branch(branch, value)));
  }

  report(keyword: string, params: SchemaError['params'], value?: unknown, allowed?: readonly string[]): void {
    this.errors.push({
      path: [...this.path],
      keyword,
      params,
      ...(allowed && { allowed }),
      ...(value !== undefined && { value }),
    });
  }

  /** What an alternative would say of the value here. */
  private branch(schema: Schema, value: unknown): SchemaError[] {
    const { errors } = this;
    this.errors = [];
    this.check(schema, value);
    const found = this.errors;
    this.errors = errors;
    return found;
  }

  private list(schema: Schema, value: readonly unknown[]): void {
    listErrors(schema, value, this);
    const { items } = schema;
    if (!items) return;
    for (let at = 0; at < value.length; at++) this.below(at, items, value[at]);
  }

  private object(schema: Schema, value: Readonly<Record<string, unknown>>): void {
    const { properties, required, additionalProperties: others } = schema;
    if (required) {
      for (const field of required) {
        if (!this.isSet(value, field)) this.report('required', { missingProperty: field });
      }
    }
    let size = 0;
    const fields = Object.keys(value);
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] ?? '';
      const item = value[field];
      if (item === undefined) continue;
      size++;
      if (properties && Object.hasOwn(properties, field)) {
        if (item !== null || !this.nullIsAbsent) this.below(field, properties[field] as Schema, item);
      } else if (others === false) {
        this.path.push(field);
        this.report('additionalProperties', { additionalProperty: field }, item, Object.keys(properties ?? {}).sort());
        this.path.pop();
      } else if (typeof others === 'object') {
        this.below(field, others, item);
      }
    }
    if (schema.minProperties !== undefined && size < schema.minProperties)
      this.report('minProperties', { limit: schema.minProperties });
    if (schema.maxProperties !== undefined && size > schema.maxProperties)
      this.report('maxProperties', { limit: schema.maxProperties });
  }

  private below(at: string | number, schema: Schema, value: unknown): void {
    this.path.push(at);
    this.check(schema, value);
    this.path.pop();
  }

  private isSet(value: Readonly<Record<string, unknown>>, field: string): boolean {
    const item = Object.hasOwn(value, field) ? value[field] : undefined;
    return item !== undefined && (item !== null || !this.nullIsAbsent);
  }
}

function fits(type: string | readonly string[], value: unknown): boolean {
  if (typeof type !== 'string') return type.some((one) => fits(one, value));
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
