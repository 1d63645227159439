// One measurement: js-yaml and ajv over a folder. Schemas are compiled when their kind first occurs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { loadAll } from 'js-yaml';
import { schemaFile } from './check-schemas.mjs';

const [, , schemas, folder] = process.argv;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, inlineRefs: false });
const compiled = new Map();
let wrong = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  for (const object of loadAll(readFileSync(join(entry.parentPath, entry.name), 'utf8'))) {
    const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
    const file = schemaFile(object.kind, group, version);
    if (!compiled.has(file)) compiled.set(file, ajv.compile(JSON.parse(readFileSync(join(schemas, file), 'utf8'))));
    if (!compiled.get(file)(object)) wrong += 1;
  }
}
console.log(wrong);
