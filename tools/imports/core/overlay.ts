import type { Schema } from '../../../imports/schema/types.js';
import { homonyms, listKeys, missingKinds, notRequired } from './corrections.js';
import type { CoreTypes } from './jsii.js';
import { intOrString, quantity } from './scalars.js';

/** Definitions of kubernetes-models, by their own names. They are of a later minor version. */
export type Models = Readonly<Record<string, Schema>>;

const prefix = '#/definitions/';

/** `io.k8s.api.core.v1.PodSpec` → `IoK8sApiCoreV1PodSpec`. */
export function modelName(name: string): string {
  return name.replace(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The types of one minor version, completed: enums, formats and integers from kubernetes-models where that has the same
 * field, `apiVersion`, `kind` and `status` of kinds, and the corrections. Which fields exist is left as it was.
 */
export function completeTypes(types: CoreTypes, models: Models): Record<string, Schema> {
  const kinds = new Set([...types.kinds, ...missingKinds].map(({ name }) => name));
  const adopted = new Adoption(types, models);
  const result: Record<string, Schema> = {};
  for (const name of [...Object.keys(types.definitions), ...missingKinds.map((kind) => kind.name)]) {
    const schema = types.definitions[name] ?? adopted.take(name);
    const model = models[modelName(name)];
    const properties: Record<string, Schema> = {};
    if (kinds.has(name)) Object.assign(properties, { apiVersion: { type: 'string' }, kind: { type: 'string' } });
    for (const [field, value] of Object.entries(schema.properties ?? {})) {
      const id = `${name}#${field}`;
      let completed = overlay(value, model?.properties?.[field], !schema.required?.includes(field));
      if (homonyms[id]) completed = retarget(completed, adopted.reference(homonyms[id]));
      if (listKeys[id]) completed = { ...completed, 'x-kubernetes-list-map-keys': listKeys[id] };
      properties[field] = completed;
    }
    // Nobody authors a status, yet what is read back from a cluster has one.
    if (kinds.has(name) && (!model || model.properties?.status)) properties.status = {};
    const required = schema.required?.filter((field) => !notRequired.has(`${name}#${field}`)) ?? [];
    result[name] = {
      type: 'object',
      properties,
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }
  return reachable({ ...adopted.definitions, ...result }, [...kinds]);
}

/** What is taken from kubernetes-models as it is, for want of a better source. */
class Adoption {
  readonly definitions: Record<string, Schema> = {};
  private readonly known: Map<string, string>;

  constructor(
    private readonly types: CoreTypes,
    private readonly models: Models,
  ) {
    this.known = new Map(Object.keys(types.definitions).map((name) => [modelName(name), name]));
  }

  /** A reference to a type, taken with all that it refers to unless it is there already. */
  reference(name: string): Schema {
    if (!(name in this.types.definitions) && !(name in this.definitions)) this.take(name);
    return { $ref: prefix + name };
  }

  take(name: string): Schema {
    this.definitions[name] = {};
    const group = name.replace(/\.[^.]+$/, '');
    const schema = translate(this.models[modelName(name)] ?? {}, (model) =>
      this.reference(this.known.get(model) ?? `${group}.${model.slice(modelName(group).length)}`),
    );
    this.definitions[name] = schema.properties ? { ...schema, additionalProperties: false } : schema;
    return this.definitions[name];
  }
}

/** The definitions that the roots lead to, by name. */
function reachable(definitions: Readonly<Record<string, Schema>>, roots: readonly string[]): Record<string, Schema> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, next = ''] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) visit(next);
  };
  roots.forEach(visit);
  return Object.fromEntries([...found].sort().map((name) => [name, definitions[name] ?? {}]));
}

function overlay(schema: Schema, model: Schema | undefined, optional: boolean): Schema {
  if (!model) return schema;
  if (schema.items) return { ...schema, items: overlay(schema.items, model.items, false) };
  if (typeof schema.additionalProperties === 'object' && typeof model.additionalProperties === 'object') {
    return { ...schema, additionalProperties: overlay(schema.additionalProperties, model.additionalProperties, false) };
  }
  if (schema.type === 'number' && model.type === 'integer') return { type: 'integer', ...formatOf(model) };
  if (schema.type !== 'string' || model.type !== 'string') return schema;
  // An empty string is Go's zero value: for an optional field the server reads it as absent.
  if (model.enum) return { ...schema, enum: optional && !model.enum.includes('') ? [...model.enum, ''] : model.enum };
  return { ...schema, ...formatOf(model) };
}

function formatOf(model: Schema): Schema {
  return model.format ? { format: model.format } : {};
}

function retarget(schema: Schema, reference: Schema): Schema {
  return schema.items ? { ...schema, items: reference } : reference;
}

/** A kubernetes-models schema in our words: scalars that it spells as `oneOf`, and references. */
function translate(schema: Schema, reference: (model: string) => Schema): Schema {
  if (schema.$ref) {
    const model = schema.$ref.slice(prefix.length);
    if (model.endsWith('IntOrString')) return intOrString;
    if (model.endsWith('Quantity')) return quantity;
    if (/Meta\w*V1(Micro)?Time$/.test(model)) return { type: 'string', format: 'date-time' };
    return reference(model);
  }
  if (schema.items) return { ...schema, items: translate(schema.items, reference) };
  if (!schema.properties) return schema;
  const fields = Object.entries(schema.properties).filter(([field]) => field !== 'status');
  return { ...schema, properties: Object.fromEntries(fields.map(([k, v]) => [k, translate(v, reference)])) };
}
