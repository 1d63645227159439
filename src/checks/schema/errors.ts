import {
  type CustomResourceDefinition,
  compileCrd,
  knownRules,
  kubernetesVersions,
  type SchemaError,
  type StructuralSchema,
  validateSchema,
} from '../../../imports/validate.js';
import type { Facts } from '../../cluster/facts.js';
import { isObject, list, text } from '../../manifest/access.js';
import { apiGroup, type Json, type Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { celErrors } from '../cel/errors.js';
import { twinErrors } from './twins.js';

export type { SchemaError } from '../../../imports/validate.js';

/** What the schemas say of a manifest; undefined when no schema of its kind is known. */
export function schemaErrors(set: ManifestSet, manifest: Manifest, facts: Facts): readonly SchemaError[] | undefined {
  const known = cache(set);
  const found = known.get(manifest);
  if (found !== undefined || known.has(manifest)) return found;
  const result = validateSchema(manifest.object, schemaVersion(facts));
  const defined = definitions(set);
  const definition = defined.size > 0 ? defined.get(kindKey(manifest)) : undefined;
  const schema = result.known ? result.errors : definition?.check(manifest.object);
  const errors = schema && [
    ...schema.filter((error) => !isFilledIn(error)),
    ...ruleErrors(manifest, definition, schema),
  ];
  known.set(manifest, errors);
  return errors;
}

/**
 * Whether the value is a placeholder of kustomize, Flux or envsubst (`$(TYPE)`, `${REPLICAS}`): what will stand there is
 * not known, nor of which type it is. `{{name}}` is not left out: the template of an ApplicationSet is held against the
 * schema as it is written.
 */
function isFilledIn({ value }: SchemaError): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value);
}

const PLACEHOLDER = /\$\([A-Za-z_][\w.-]*\)|\$\{[A-Za-z_][^}]*\}/;

// Three rules ask for the errors of one manifest. A set is checked with one version only.
const cache = perSet(() => new Map<Manifest, readonly SchemaError[] | undefined>());

/**
 * The version whose schemas are right. Where it is not known, the newest: what that does not know, none does.
 * Of a version that we have no schemas of, the nearest.
 */
export function schemaVersion({ kubernetes }: Facts): string {
  const known = kubernetesVersions();
  if (kubernetes === undefined) return known.at(-1) ?? '';
  return known.find((version) => minor(version) >= minor(kubernetes)) ?? known.at(-1) ?? '';
}

function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}

/** Whether a group is served by the API server itself, so that its kinds are the schema's matter, not a CRD's. */
export function isBuiltIn(group: string): boolean {
  return !group.includes('.') || BUILT_IN.test(group);
}

const BUILT_IN =
  /^(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/;

/** Definitions that the set itself brings, for kinds that we know no schema of. */
const definitions = perSet((set: ManifestSet) => {
  const byKind = new Map<string, Definition>();
  for (const { object } of set.kind('CustomResourceDefinition')) {
    if (!isDefinition(object)) continue;
    const { group, names, versions } = object.spec;
    const schemas = versions.map(({ name, schema }) => [`${group}/${name}`, schema?.openAPIV3Schema] as const);
    byKind.set(`${group}/${names.kind}`, { check: compileCrd(object), schemas: new Map(schemas) });
  }
  return byKind;
});

/** What a definition says of the objects of its kind. */
interface Definition {
  readonly check: (object: Manifest['object']) => SchemaError[];
  /** By `apiVersion`. */
  readonly schemas: ReadonlyMap<string, StructuralSchema | undefined>;
}

// The API server evaluates rules only once the schema is satisfied.
function ruleErrors(
  manifest: Manifest,
  definition: Definition | undefined,
  schema: readonly SchemaError[],
): SchemaError[] {
  if (schema.length > 0) return [];
  const { apiVersion, kind } = manifest.ref;
  const theirs = definition?.schemas.get(apiVersion);
  const root = theirs ?? knownRules(apiGroup(apiVersion), kind);
  if (!root) return [];
  const refused = celErrors(root, manifest, theirs ? 'theirs' : 'known');
  // A rule may say the same of a list in better words.
  const lists = new Set(refused.map(({ path }) => path.join('.')));
  const twins = twinErrors(root, manifest.object).filter(({ path }) => !lists.has(path.slice(0, -1).join('.')));
  return [...refused, ...twins];
}

function kindKey({ ref }: Manifest): string {
  return `${apiGroup(ref.apiVersion)}/${ref.kind}`;
}

// What is wrong with the definition itself, its own schema says.
function isDefinition(object: Json | undefined): object is Json & CustomResourceDefinition {
  const versions = list(object, 'spec.versions');
  return (
    text(object, 'spec.group') !== undefined &&
    text(object, 'spec.names.kind') !== undefined &&
    versions.length > 0 &&
    versions.every((version) => isObject(version) && text(version, 'name') !== undefined)
  );
}
