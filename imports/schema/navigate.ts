import { resolve } from './explain.js';
import type { Schema, Types } from './types.js';

/** The schema of what stands at a path; nothing where the path leads out of the schema. */
export function schemaAt(root: Schema, path: readonly (string | number)[], types: Types): Schema | undefined {
  let schema: Schema | undefined = resolve(root, types);
  for (const step of path) {
    const next: Schema | undefined = typeof step === 'number' ? schema.items : fieldSchema(schema, step);
    if (!next) return undefined;
    schema = resolve(next, types);
  }
  return schema;
}

function fieldSchema({ properties, additionalProperties }: Schema, field: string): Schema | undefined {
  if (properties && Object.hasOwn(properties, field)) return properties[field];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
