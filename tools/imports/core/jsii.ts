import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../../../imports/schema/types.js';
import { intOrString, quantity } from './scalars.js';

/** What a jsii assembly says of a type; the parts that are read here. */
interface JsiiType {
  readonly fqn: string;
  readonly kind: 'interface' | 'class' | 'enum';
  readonly name: string;
  readonly docs?: JsiiDocs;
  readonly properties?: readonly { name: string; optional?: boolean; type: TypeReference; docs?: JsiiDocs }[];
  readonly members?: readonly { docs?: JsiiDocs; name: string }[];
}

interface JsiiDocs {
  readonly summary?: string;
  readonly custom?: { readonly schema?: string };
}

interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

/** The types of one Kubernetes minor version, by their OpenAPI names. */
export interface CoreTypes {
  readonly definitions: Record<string, Schema>;
  readonly kinds: readonly CoreKind[];
}

/** A kind of the API, and the OpenAPI name of its type. Lists are left out: nobody writes them. */
export interface CoreKind {
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Reads the Kubernetes types out of a cdk8s-plus package. Its jsii assembly keeps each type's OpenAPI name and each
 * field's JSON name; which fields exist, which are required, and their types are those of exactly that minor version.
 */
export function readCoreTypes(packageFolder: string): CoreTypes {
  const assembly = JSON.parse(readFileSync(join(packageFolder, '.jsii'), 'utf8')) as {
    types: Record<string, JsiiType>;
  };
  const types = Object.values(assembly.types).filter((type) => /\.k8s\./.test(type.fqn));
  const names = new Map<string, string>();
  for (const type of types) {
    if (type.kind === 'interface' && type.docs?.custom?.schema) names.set(type.fqn, type.docs.custom.schema);
  }

  const convert = (reference: TypeReference): Schema => {
    const { primitive, fqn, collection } = reference;
    if (collection?.kind === 'array') return { type: 'array', items: convert(collection.elementtype) };
    if (collection) return { type: 'object', additionalProperties: convert(collection.elementtype) };
    if (primitive === 'date') return { type: 'string', format: 'date-time' };
    if (primitive === 'any' || primitive === 'json') return {};
    if (primitive) return { type: primitive };
    if (fqn?.endsWith('.IntOrString')) return intOrString;
    if (fqn?.endsWith('.Quantity')) return quantity;
    const name = fqn && names.get(fqn);
    if (name) return { $ref: `#/definitions/${name}` };
    const target = fqn && assembly.types[fqn];
    if (target && target.kind === 'enum') {
      return { type: 'string', enum: (target.members ?? []).map((m) => m.docs?.summary?.replace(/\.$/, '') ?? m.name) };
    }
    throw new Error(`${packageFolder}: cannot read the type ${JSON.stringify(reference)}`);
  };

  const definitions: Record<string, Schema> = {};
  for (const type of types) {
    const name = names.get(type.fqn);
    if (!name) continue;
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.properties ?? []) {
      const field = property.docs?.custom?.schema?.split('#')[1] ?? property.name;
      properties[field] = convert(property.type);
      if (!property.optional) required.push(field);
    }
    definitions[name] = {
      type: 'object',
      properties,
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }
  return { definitions, kinds: readKinds(packageFolder) };
}

/** Each class says in a comment which type it stands for, next to its `apiVersion` and `kind`. */
function readKinds(packageFolder: string): CoreKind[] {
  const source = readFileSync(join(packageFolder, 'lib/imports/k8s.js'), 'utf8');
  const pattern =
    /apiVersion and kind for "([^"]+)"\s*\*\/\s*(?:static |Kube\w+\.)GVK = \{\s*apiVersion: '([^']+)',\s*kind: '([^']+)',/g;
  return [...source.matchAll(pattern)]
    .map(([, name = '', apiVersion = '', kind = '']) => ({ name, apiVersion, kind }))
    .filter(({ kind }) => !kind.endsWith('List'));
}
