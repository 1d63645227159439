import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Schema } from '../../../imports/schema/types.js';
import { type Doc, readDocs } from '../decompile/docs.js';
import type { Packages } from '../packages.js';
import { pluralOf } from '../plural.js';
import { inline } from './inline.js';
import type { CustomKind } from './kind.js';
import { customKinds } from './kinds.js';

/** Makes the CustomResourceDefinitions of every group: file name → YAML. */
export function customResourceDefinitions(packages: Packages): Map<string, string> {
  const docs = new Map<string, Map<string, Doc>>();
  const definitions = new Map<string, Definition>();
  for (const kind of customKinds) {
    const known = docs.get(kind.package) ?? readDocs(packages.folder(kind.package));
    docs.set(kind.package, known);
    const plural = pluralOf(kind.kind);
    const definition = definitions.get(`${plural}.${kind.group}`) ?? emptyDefinition(kind, plural);
    definitions.set(definition.metadata.name, definition);
    const comments = definition.spec.versions.length === 0;
    const schema = { openAPIV3Schema: rootSchema(kind, packages, known, comments) };
    definition.spec.versions.push({
      name: kind.version,
      served: true,
      storage: definition.spec.versions.length === 0,
      schema,
    });
    // The same schema, written once: a version without one is as the first.
    for (const name of kind.alsoServed ?? []) definition.spec.versions.push({ name, served: true, storage: false });
  }
  const files = new Map<string, string>();
  for (const definition of definitions.values()) {
    const file = `${definition.spec.group}.yaml`;
    files.set(file, `${files.get(file) ?? ''}---\n${dump(definition, { lineWidth: -1, noRefs: true })}`);
  }
  return files;
}

type Definition = ReturnType<typeof emptyDefinition>;

function emptyDefinition({ group, kind, scope = 'Namespaced' }: CustomKind, plural: string) {
  const versions: { name: string; served: boolean; storage: boolean; schema?: object }[] = [];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: { group, names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() }, scope, versions },
  };
}

function rootSchema(kind: CustomKind, packages: Packages, docs: ReadonlyMap<string, Doc>, comments: boolean): object {
  const decompiler = packages.decompiler();
  const name = decompiler.add(join(packages.folder(kind.package), '_schemas', `${kind.schema}.js`));
  const root = decompiler.definitions[name] ?? {};
  // What every object has is the same for all; what only a controller writes is nobody's to author.
  const shared = new Set(['apiVersion', 'kind', 'metadata', 'status']);
  const own = Object.entries(root.properties ?? {}).filter(([field]) => !shared.has(field));
  const body: Schema = {
    type: 'object',
    properties: Object.fromEntries(own),
    required: root.required?.filter((field) => !shared.has(field)) ?? [],
  };
  const doc = docs.get(name) ?? docs.get(`${kind.version}/${kind.kind}`);
  const material = { definitions: decompiler.definitions, docs, comments, ...(kind.opaque && { opaque: kind.opaque }) };
  const { description, required, properties } = inline(body, material, doc);
  const type = { type: 'string' };
  return {
    ...(description && { description }),
    type: 'object',
    ...(required && required.length > 0 && { required }),
    properties: { apiVersion: type, kind: type, metadata: { type: 'object' }, ...properties },
  };
}
