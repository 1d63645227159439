// Our schemas as kubeconform and ajv read them: a file a kind, with the definitions that it needs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { SchemaStore, findSchemas, isServed } = require('../lib/imports/schema/store.js');
const kubernetes = '1.34';
const prefix = '#/definitions/';

/** Writes them, and returns the folder. */
export function schemaFolder(folder) {
  const store = new SchemaStore(findSchemas(fileURLToPath(new URL('../lib/imports', import.meta.url))));
  const types = store.types(kubernetes);
  mkdirSync(folder, { recursive: true });
  for (const api of store.index.apis) {
    if (!isServed(api, kubernetes, store.index.kubernetes)) continue;
    const schema = store.schema(api);
    const needed = [...reached(schema, types)].map((name) => [name, types.at(prefix + name)]);
    const file = schemaFile(api.kind, api.group, api.version);
    writeFileSync(join(folder, file), JSON.stringify({ ...schema, definitions: Object.fromEntries(needed) }));
  }
  return folder;
}

/** The core group is called by its version, as kubeconform has it. */
export function schemaFile(kind, group, version) {
  return `${kind.toLowerCase()}-${group || version}-${version}.json`;
}

function reached(value, types, names = new Set()) {
  if (typeof value !== 'object' || value === null) return names;
  const name = typeof value.$ref === 'string' ? value.$ref.slice(prefix.length) : undefined;
  if (name !== undefined && !names.has(name)) reached(types.at(prefix + name), types, names.add(name));
  for (const item of Object.values(value)) reached(item, types, names);
  return names;
}
