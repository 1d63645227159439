import { findSchemas, SchemaStore } from '../../imports/schema/store.js';
import type { Schema } from '../../imports/schema/types.js';
import { homonyms, listKeys, notRequired } from '../../tools/imports/core/corrections.js';
import { difference } from '../../tools/imports/core/files.js';

const store = new SchemaStore(findSchemas(__dirname));
const versions = store.index.kubernetes;

/** A field by `Type#field`, in the first version that has the type. */
function field(id: string): Schema | undefined {
  const [type = '', name = ''] = id.split('#');
  const found = versions.map((version) => store.definitions(version)[type]).find((schema) => schema);
  return found?.properties?.[name];
}

describe('the corrections', () => {
  it.each([...notRequired])('%s is a field, and not required', (id) => {
    expect(field(id)).toBeDefined();
    const [type = '', name = ''] = id.split('#');
    for (const version of versions) expect(store.definitions(version)[type]?.required ?? []).not.toContain(name);
  });

  it.each(Object.entries(homonyms))('%s is a %s', (id, type) => {
    expect(field(id)?.$ref ?? field(id)?.items?.$ref).toBe(`#/definitions/${type}`);
  });

  it.each(Object.entries(listKeys))('%s has entries with the fields %p', (id, keys) => {
    const list = field(id);
    expect(list?.['x-kubernetes-list-map-keys']).toEqual(keys);
    const entry = store.definitions('1.28')[list?.items?.$ref?.replace('#/definitions/', '') ?? ''];
    if (entry) for (const key of keys) expect(Object.keys(entry.properties ?? {})).toContain(key);
  });
});

describe('the schemas of a version', () => {
  it.each(versions)('%s refer only to what is there', (version) => {
    const definitions = store.definitions(version);
    const missing = [...JSON.stringify(definitions).matchAll(/"#\/definitions\/([^"]+)"/g)].filter(
      ([, name = '']) => !definitions[name],
    );
    expect(missing).toEqual([]);
    for (const api of store.index.apis) {
      if (api.definition && store.api(`${api.group ? `${api.group}/` : ''}${api.version}`, api.kind, version)) {
        expect(definitions[api.definition]).toBeDefined();
      }
    }
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
