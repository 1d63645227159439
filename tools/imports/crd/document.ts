import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Schema } from '../../../imports/schema/types.js';
import { type Doc, readDocs } from '../decompile/docs.js';
import type { Packages } from '../packages.js';
import { inline } from './inline.js';
import type { CustomKind } from './kind.js';
import { customKinds } from './kinds.js';

/** Makes the CustomResourceDefinitions of every group: file name → YAML. */
export function customResourceDefinitions(packages: Packages): Map<string, string> {
  const docs = new Map<string, Map<string, Doc>>();
  const files = new Map<string, ReturnType<typeof definition>[]>();
  for (const kind of customKinds) {
    const folder = packages.folder(kind.package);
    const known = docs.get(kind.package) ?? readDocs(folder);
    docs.set(kind.package, known);
    const file = `${kind.group}.yaml`;
    files.set(file, [...(files.get(file) ?? []), definition(kind, packages, folder, known)]);
  }
  return new Map([...files].map(([file, documents]) => [file, writeYaml(documents)]));
}

function definition(kind: CustomKind, packages: Packages, folder: string, docs: ReadonlyMap<string, Doc>) {
  const decompiler = packages.decompiler();
  const name = decompiler.add(join(folder, '_schemas', `${kind.schema}.js`));
  const root = decompiler.definitions[name] ?? {};
  // What every object has is the same for all; what only a controller writes is nobody's to author.
  const own = Object.entries(root.properties ?? {}).filter(
    ([field]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(field),
  );
  const required = root.required?.filter((field) => own.some(([name]) => name === field)) ?? [];
  const doc = docs.get(name) ?? docs.get(`${kind.version}/${kind.kind}`);
  const material = { definitions: decompiler.definitions, docs, ...(kind.opaque && { opaque: kind.opaque }) };
  const body = {
    type: 'object',
    properties: Object.fromEntries(own),
    ...(required.length > 0 && { required }),
  } satisfies Schema;
  const { description, required: needed, properties } = inline(body, material, doc);
  const plural = pluralOf(kind.kind);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${kind.group}` },
    spec: {
      group: kind.group,
      names: { kind: kind.kind, listKind: `${kind.kind}List`, plural, singular: kind.kind.toLowerCase() },
      scope: kind.scope ?? 'Namespaced',
      versions: [
        {
          name: kind.version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              ...(description && { description }),
              type: 'object',
              ...(needed && { required: needed }),
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                ...properties,
              },
            },
          },
        },
        // The same schema, written once: a version without one is as the first.
        ...(kind.alsoServed ?? []).map((name) => ({ name, served: true, storage: false })),
      ],
    },
  };
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}

function writeYaml(documents: readonly unknown[]): string {
  return documents.map((document) => `---\n${dump(document, { lineWidth: -1, noRefs: true })}`).join('');
}
