import type { SchemaStore } from '../../imports/schema/store.js';
import type { Definitions, Schema } from '../../imports/schema/types.js';

/** Every type that a kind of a minor version leads to; `missing`: references that lead nowhere. */
export function allTypes(store: SchemaStore, version: string): { definitions: Definitions; missing: string[] } {
  const types = store.types(version);
  const definitions: Record<string, Schema> = {};
  const missing: string[] = [];
  const visit = (ref: string): void => {
    const name = ref.replace('#/definitions/', '');
    if (definitions[name]) return;
    const schema = types.at(ref);
    if (!schema) missing.push(ref);
    else {
      definitions[name] = schema;
      for (const [, below = ''] of JSON.stringify(schema).matchAll(/"(#\/definitions\/[^"]+)"/g)) visit(below);
    }
  };
  for (const { group, version: own, kind, definition } of store.index.apis)
    if (definition && store.api(`${group ? `${group}/` : ''}${own}`, kind, version))
      visit(`#/definitions/${definition}`);
  return { definitions, missing };
}
