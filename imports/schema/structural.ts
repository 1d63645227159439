import type { Schema } from './types.js';

/** An OpenAPI schema as a CustomResourceDefinition holds it. */
export interface StructuralSchema
  extends Omit<Schema, 'properties' | 'items' | 'additionalProperties' | 'not' | 'anyOf' | 'oneOf' | 'allOf'> {
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly items?: StructuralSchema;
  readonly additionalProperties?: boolean | StructuralSchema;
  readonly anyOf?: readonly StructuralSchema[];
  readonly oneOf?: readonly StructuralSchema[];
  readonly allOf?: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  /** How the entries of a list are told apart: by keys, as a whole, or not at all. */
  readonly 'x-kubernetes-list-type'?: 'map' | 'set' | 'atomic';
  /** Rules in CEL. */
  readonly 'x-kubernetes-validations'?: readonly {
    readonly rule: string;
    readonly message?: string;
    readonly messageExpression?: string;
    readonly fieldPath?: string;
  }[];
  /** Ours: the Kubernetes type that stands here, kept opaque in the file for its size. */
  readonly 'x-kubernetes-type'?: string;
}

const kept = [
  'type',
  'required',
  'enum',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'x-kubernetes-list-map-keys',
] as const;

const metadata: Schema = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

/** The schema of a whole custom resource: what the server keeps and accepts, and nothing besides. */
export function resourceSchema(root: StructuralSchema): Schema {
  const { properties, ...schema } = structuralSchema(root);
  const type: Schema = { type: 'string' };
  return {
    additionalProperties: false,
    ...schema,
    type: 'object',
    properties: { ...properties, apiVersion: type, kind: type, metadata, status: {} },
  };
}

/** Turns one structural schema into plain JSON Schema, closed where the server would prune unknown fields. */
export function structuralSchema(source: StructuralSchema): Schema {
  const reference = source['x-kubernetes-type'];
  if (reference) return { $ref: `#/definitions/${reference}` };
  return convert(source, true);
}

function convert(source: StructuralSchema, closes: boolean): Schema {
  const result: Record<string, unknown> = {};
  for (const keyword of kept) if (source[keyword] !== undefined) result[keyword] = source[keyword];
  const below = closes ? structuralSchema : (schema: StructuralSchema) => convert(schema, false);

  if (source['x-kubernetes-int-or-string']) result.type = ['integer', 'string'];
  // OpenAPI spells an exclusive limit as a flag beside the limit.
  exclusive(result, 'minimum', 'exclusiveMinimum');
  exclusive(result, 'maximum', 'exclusiveMaximum');
  const nullable = source.nullable || source.default !== undefined;
  if (nullable && typeof result.type === 'string') result.type = [result.type, 'null'];

  if (source.items) result.items = below(source.items);
  if (source.properties) {
    result.properties = Object.fromEntries(
      Object.entries(source.properties).map(([field, schema]) => [field, below(schema)]),
    );
    // The server sets defaults before it asks for required fields.
    const required = source.required?.filter((field) => source.properties?.[field]?.default === undefined) ?? [];
    if (source.required) result.required = required;
  }
  if (typeof source.additionalProperties === 'object') result.additionalProperties = below(source.additionalProperties);
  else if (
    closes &&
    source.type === 'object' &&
    !source['x-kubernetes-preserve-unknown-fields'] &&
    !source.additionalProperties
  ) {
    result.additionalProperties = false;
  }
  if (source['x-kubernetes-embedded-resource']) {
    const type: Schema = { type: 'string' };
    result.properties = { ...(result.properties as object), apiVersion: type, kind: type, metadata };
  }
  // Alternatives restrict values and name no fields of their own: they close nothing.
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const branches = source[keyword]?.map((branch) => convert(branch, false));
    if (branches && !(source['x-kubernetes-int-or-string'] && branches.every(isScalar))) result[keyword] = branches;
  }
  if (source.not) result.not = convert(source.not, false);
  return result;
}

function exclusive(
  result: Record<string, unknown>,
  limit: 'minimum' | 'maximum',
  flag: 'exclusiveMinimum' | 'exclusiveMaximum',
): void {
  if (typeof result[flag] !== 'boolean') return;
  if (result[flag]) {
    result[flag] = result[limit];
    delete result[limit];
  } else {
    delete result[flag];
  }
}

function isScalar({ type, ...rest }: Schema): boolean {
  return (type === 'integer' || type === 'string') && Object.keys(rest).length === 0;
}
