import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSchemas, SchemaStore } from '../../imports/schema/store.js';
import { changedFrom } from '../../imports/schema/stored-types.js';
import type { Schema } from '../../imports/schema/types.js';
import { homonyms, listKeys, notRequired } from '../../tools/imports/core/corrections.js';
import { difference } from '../../tools/imports/core/files.js';
import { allTypes } from './all-types.js';

const store = new SchemaStore(findSchemas(__dirname));
const versions = store.index.kubernetes;

/** A field by `Type#field`, in the first version that has the type. */
function field(id: string): Schema | undefined {
  const [type = '', name = ''] = id.split('#');
  const found = versions.map((version) => store.types(version).at(`#/definitions/${type}`)).find((schema) => schema);
  return found?.properties?.[name];
}

describe('the corrections', () => {
  it.each([...notRequired])('%s is a field, and not required', (id) => {
    expect(field(id)).toBeDefined();
    const [type = '', name = ''] = id.split('#');
    for (const version of versions)
      expect(store.types(version).at(`#/definitions/${type}`)?.required ?? []).not.toContain(name);
  });

  it.each(Object.entries(homonyms))('%s is a %s', (id, type) => {
    expect(field(id)?.$ref ?? field(id)?.items?.$ref).toBe(`#/definitions/${type}`);
  });

  it.each(Object.entries(listKeys))('%s has entries with the fields %p', (id, keys) => {
    const list = field(id);
    expect(list?.['x-kubernetes-list-map-keys']).toEqual(keys);
    const entry = store.types('1.28').at(list?.items?.$ref ?? '');
    if (entry) for (const key of keys) expect(Object.keys(entry.properties ?? {})).toContain(key);
  });
});

describe('the schemas of a version', () => {
  it.each(versions)('%s refer only to what is there', (version) => {
    const { definitions, missing } = allTypes(store, version);
    expect(missing).toEqual([]);
    expect(Object.keys(definitions).length).toBeGreaterThan(300);
  });

  it.each(versions)('%s are those of its file, one at a time or as a whole', (version) => {
    const stored = JSON.parse(readFileSync(join(findSchemas(__dirname), `kubernetes-${version}.json`), 'utf8'));
    expect(changedFrom(readFileSync(join(findSchemas(__dirname), `kubernetes-${version}.json`), 'utf8'))).toBe(
      stored.from,
    );
    for (const [name, schema] of Object.entries(stored.definitions))
      expect(store.types(version).at(`#/definitions/${name}`)).toEqual(schema ?? undefined);
  });

  it('spell whole numbers and formats', () => {
    expect(field('io.k8s.api.apps.v1.DeploymentSpec#replicas')).toEqual({ type: 'integer', format: 'int32' });
    expect(field('io.k8s.api.core.v1.ConfigMap#binaryData')?.additionalProperties).toEqual({
      type: 'string',
      format: 'byte',
    });
    expect(field('io.k8s.api.core.v1.ServicePort#targetPort')).toEqual({ type: ['integer', 'string'] });
  });
});

describe('difference', () => {
  it('holds what was added, changed and removed, and nothing else', () => {
    const before = { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } };
    const after = { a: { type: 'string' }, b: { type: 'integer' }, d: {} };
    expect(difference(before, after)).toEqual({ b: { type: 'integer' }, c: null, d: {} });
  });
});
