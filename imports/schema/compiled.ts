import { join } from 'node:path';
import type { SchemaStore, StoredApi } from './store.js';

/** Answers whether an object is right; `false` may also mean that the check is not sure. */
export type CompiledCheck = (object: unknown) => boolean;

const loaded = new Map<string, CompiledCheck>();

/** The compiled check of a kind, where there is one for that Kubernetes version. */
export function compiledCheck(schemas: SchemaStore, api: StoredApi, kubernetes: string): CompiledCheck | undefined {
  if (!api.compiled || kubernetes !== schemas.index.kubernetes[0]) return undefined;
  const file = join(schemas.folder, api.compiled);
  const known = loaded.get(file);
  if (known) return known;
  const check = require(file) as CompiledCheck;
  loaded.set(file, check);
  return check;
}
