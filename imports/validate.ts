import { explain } from './schema/explain.js';
import { schemaAt } from './schema/navigate.js';
import { findSchemas, isServed, SchemaStore } from './schema/store.js';
import { resourceSchema, type StructuralSchema } from './schema/structural.js';
import type { Schema, SchemaError } from './schema/types.js';

export { mayExplode, slowPatterns } from './schema/formats.js';
export type { StructuralSchema } from './schema/structural.js';
export type { SchemaError } from './schema/types.js';

/** Whether the kind is one that there is a schema of, and if so, what is wrong with the object. */
export type SchemaResult = { known: true; errors: SchemaError[] } | { known: false };

/** A kind that an API server takes. */
export interface KnownApi {
  /** Empty of the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The name in a URL and in RBAC rules: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** An object that says what it is. */
export interface TypedObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The part of a CustomResourceDefinition that says what its objects look like. */
export interface CustomResourceDefinition extends TypedObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: string;
    readonly preserveUnknownFields?: boolean;
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema?: { readonly openAPIV3Schema?: StructuralSchema };
    }[];
  };
}

let opened: SchemaStore | undefined;

function store(): SchemaStore {
  opened ??= new SchemaStore(findSchemas(__dirname));
  return opened;
}

/** Minor versions of Kubernetes whose schemas are known, oldest first: `1.28`, … */
export function kubernetesVersions(): readonly string[] {
  return store().index.kubernetes;
}

/**
 * Checks an object against its kind's schema, as an API server of that minor version has it: unknown fields, missing
 * fields, types, values. One error a cause.
 */
export function validateSchema(object: TypedObject, kubernetes: string): SchemaResult {
  const schemas = store();
  requireVersion(kubernetes);
  const api = schemas.api(object.apiVersion, object.kind, kubernetes);
  if (!api) return { known: false };
  const options = { nullIsAbsent: true };
  return { known: true, errors: explain(schemas.schema(api), object, schemas.types(kubernetes), options) };
}

/**
 * The rules in CEL that the definition of a kind holds, and what of its schema they need: defaults, names. Undefined of
 * kinds without any, and of those whose rules are not known here.
 */
export function knownRules(group: string, kind: string): StructuralSchema | undefined {
  return store().ruled(group, kind);
}

const apisOf = new Map<string, readonly KnownApi[]>();

/** Every kind that an API server of that minor version takes, and those of the custom resources we know. */
export function knownApis(kubernetes: string): readonly KnownApi[] {
  requireVersion(kubernetes);
  const { apis, kubernetes: minors } = store().index;
  const known =
    apisOf.get(kubernetes) ??
    apis
      .filter((api) => isServed(api, kubernetes, minors))
      .map(({ group, version, kind, plural, namespaced }) => ({ group, version, kind, plural, namespaced }));
  apisOf.set(kubernetes, known);
  return known;
}

/**
 * The fields that name an entry of the list at a path, as the API server merges the list by them: `name` of containers.
 * Nothing where the list is replaced as a whole, or its kind is not known.
 */
export function listKeys(
  object: TypedObject,
  path: readonly (string | number)[],
  kubernetes: string,
): readonly string[] | undefined {
  const schemas = store();
  requireVersion(kubernetes);
  const api = schemas.api(object.apiVersion, object.kind, kubernetes);
  return api && schemaAt(schemas.schema(api), path, schemas.types(kubernetes))?.['x-kubernetes-list-map-keys'];
}

/**
 * Makes a check out of a CustomResourceDefinition that is not among ours, one found beside the objects it describes.
 * Objects of a version that it does not have come back without errors, and so do all if the definition itself is wrong.
 */
export function compileCrd(crd: CustomResourceDefinition): (object: TypedObject) => SchemaError[] {
  const schemas = store();
  const kubernetes = kubernetesVersions().at(-1) ?? '';
  const own = validateSchema(crd, kubernetes);
  if (
    crd.kind !== 'CustomResourceDefinition' ||
    !own.known ||
    own.errors.length > 0 ||
    crd.spec.preserveUnknownFields
  ) {
    return () => [];
  }
  const { group, names, versions } = crd.spec;
  const roots = new Map<string, Schema>();
  for (const { name, schema } of versions) {
    if (schema?.openAPIV3Schema) roots.set(`${group}/${name}`, resourceSchema(schema.openAPIV3Schema));
  }
  const types = schemas.types(kubernetes);
  return (object) => {
    const root = object.kind === names.kind ? roots.get(object.apiVersion) : undefined;
    return root ? explain(root, object, types, { nullIsAbsent: false }) : [];
  };
}

function requireVersion(kubernetes: string): void {
  const known = kubernetesVersions();
  if (!known.includes(kubernetes)) {
    throw new RangeError(`there are no schemas of Kubernetes "${kubernetes}", only of ${known.join(', ')}`);
  }
}
