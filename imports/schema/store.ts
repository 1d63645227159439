import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuledKinds } from './rules.js';
import { changedFrom, StoredTypes } from './stored-types.js';
import type { StructuralSchema } from './structural.js';
import type { Schema } from './types.js';

/** A kind of the API as it is stored. */
export interface StoredApi {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Of Kubernetes' own kinds: the name of the type, and the first and last minor version that has the kind. */
  readonly definition?: string;
  readonly since?: string;
  readonly until?: string;
  /** Of a custom resource: its schema's file. */
  readonly file?: string;
}

/** What `index.json` of the built schemas says. */
export interface StoreIndex {
  /** Minor versions, oldest first. */
  readonly kubernetes: readonly string[];
  readonly apis: readonly StoredApi[];
  /** Groups with rules in CEL. */
  readonly ruled: readonly string[];
}

/** The built schemas, each read when it is first asked for. */
export class SchemaStore {
  readonly index: StoreIndex;
  private readonly versions = new Map<string, StoredTypes>();
  private readonly custom = new Map<string, Schema>();
  private readonly rules = new Map<string, RuledKinds['kinds']>();
  private readonly byKind = new Map<string, StoredApi>();

  constructor(readonly folder: string) {
    this.index = this.read('index.json');
    for (const api of this.index.apis) this.byKind.set(apiKey(api), api);
  }

  /** A kind as one Kubernetes version serves it; a custom resource is of all versions. */
  api(apiVersion: string, kind: string, kubernetes: string): StoredApi | undefined {
    const api = this.byKind.get(`${apiVersion}/${kind}`);
    return api && isServed(api, kubernetes, this.index.kubernetes) ? api : undefined;
  }

  /** The types of a minor version. */
  types(kubernetes: string): StoredTypes {
    const known = this.versions.get(kubernetes);
    if (known) return known;
    const text = this.text(`kubernetes-${kubernetes}.json`);
    const from = changedFrom(text);
    const types = new StoredTypes(text, from === undefined ? undefined : this.types(from));
    this.versions.set(kubernetes, types);
    return types;
  }

  schema(api: StoredApi): Schema {
    if (api.definition) return { $ref: `#/definitions/${api.definition}` };
    const file = api.file ?? '';
    const schema = this.custom.get(file) ?? this.read<Schema>(file);
    this.custom.set(file, schema);
    return schema;
  }

  /** The rules of a kind, and what they need of its schema; undefined where it has none. */
  ruled(group: string, kind: string): StructuralSchema | undefined {
    if (!this.index.ruled.includes(group)) return undefined;
    const kinds = this.rules.get(group) ?? this.read<RuledKinds>(`cel/${group}.json`).kinds;
    this.rules.set(group, kinds);
    return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  }

  private read<T>(file: string): T {
    return JSON.parse(this.text(file)) as T;
  }

  private text(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }
}

/** Whether a minor version has a kind. */
export function isServed({ since, until }: StoredApi, kubernetes: string, minors: readonly string[]): boolean {
  if (since === undefined || until === undefined) return true;
  const at = minors.indexOf(kubernetes);
  return at >= minors.indexOf(since) && at <= minors.indexOf(until);
}

function apiKey({ group, version, kind }: StoredApi): string {
  return `${group ? `${group}/` : ''}${version}/${kind}`;
}

/** Finds the built schemas from where the library lies: beside it when it is built, in `lib/` when it is run as source. */
export function findSchemas(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'schemas'), join(folder, 'lib/schemas')]) {
      if (existsSync(join(candidate, 'index.json'))) return candidate;
    }
    if (dirname(folder) === folder) throw new Error('lib/schemas is not there: npm run build writes it');
  }
}
