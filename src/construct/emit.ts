import type { ApiObject, ApiObjectProps } from 'cdk8s';
import { IntOrString, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { type FieldPath, formatPath } from '../manifest/manifest.js';
import type { CallSite } from './place.js';
import { PlainObject } from './plain-object.js';
import { type Draft, type Input, type Source, Traced } from './traced.js';

/** A typed L1 class, of cdk8s-plus-28 or of `imports/`: what turns typed properties into a manifest. */
export interface ApiKind<Props> {
  manifest(props: Props): unknown;
}

/** Keys of the construct metadata in which an object's traced manifest is kept, the fields that others explain, its place. */
const TRACED = 'eco:traced';
const EXPLAINED = 'eco:explained';
const DECLARED = 'eco:declared';

/** Fields of one manifest, each with what it came from. Keys are paths as `formatPath` writes them. */
export type FieldSources = ReadonlyMap<string, readonly Source[]>;

/**
 * Adds a manifest to the tree. The only place that creates Kubernetes objects: the L1 class gives the field names,
 * traced values lose their wrapping, and what each field came from is kept.
 * @param site where an author declared it, where that is not the definition that its chart belongs to
 */
export function emit<Props>(
  scope: Construct,
  id: string,
  kind: ApiKind<Props>,
  draft: Draft<Props>,
  site?: CallSite,
): ApiObject {
  // The L1 class only copies values from one key to another, so it carries a traced value as it would a plain one.
  const traced = kind.manifest(draft as Props);
  const object = new PlainObject(scope, id, unwrap(traced) as ApiObjectProps);
  object.node.addMetadata(TRACED, traced);
  if (site) object.node.addMetadata(DECLARED, site);
  return object;
}

/** Another reason for one field of an object, and all below it: what sets it past its construct, and who made that. */
export function explainField(object: Construct, path: FieldPath, reason: string, by: object): void {
  object.node.addMetadata(EXPLAINED, [formatPath(path), [{ kind: 'default', reason, by } satisfies Source]]);
}

/** Where an author declared what an object stands for, where `emit` was told. */
export function declaredAt(object: Construct): ReturnType<CallSite> {
  return object.node.metadata.find(({ type }) => type === DECLARED)?.data();
}

/**
 * What each field of an emitted object came from; empty for an object that some other cdk8s code made. Worked out when
 * it is asked for: of most objects nobody does.
 */
export function sourcesOf(object: Construct): FieldSources {
  const sources = new Map<string, readonly Source[]>();
  for (const { type, data } of object.node.metadata) {
    if (type === TRACED) collect(data, [], sources);
    else if (type === EXPLAINED) {
      const [path, explained] = data;
      const below = (known: string) => known.startsWith(path) && '.['.includes(known.charAt(path.length));
      for (const known of sources.keys()) if (below(known)) sources.delete(known);
      sources.set(path, explained);
    }
  }
  return sources;
}

/** A quantity for an L1 class. */
export function quantity(text: Input<string>): Quantity {
  return Quantity.fromString(text as string);
}

/** A port by number or by name, for an L1 class. */
export function intOrString(value: Input<number> | Input<string>): IntOrString {
  const isNumber = typeof (value instanceof Traced ? value.plain : value) === 'number';
  return isNumber ? IntOrString.fromNumber(value as number) : IntOrString.fromString(value as string);
}

/** A number for an L1 class that takes a number or text. */
export function numeric<T>(kind: { fromNumber(value: number): T }, value: Input<number>): T {
  return kind.fromNumber(value as number);
}

/** Text for an L1 class that takes a number or text. */
export function textual<T>(kind: { fromString(value: string): T }, value: Input<string>): T {
  return kind.fromString(value as string);
}

/** Plain data with its keys by alphabet and without those that are not set, as cdk8s writes it. */
function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Traced) return unwrap(value.plain);
  if (Array.isArray(value)) return value.map(unwrap);
  const fields = value as Readonly<Record<string, unknown>>;
  const plain: Record<string, unknown> = {};
  let before = '';
  let sorted = true;
  for (const key in fields) {
    const field = fields[key];
    const bare = typeof field === 'object' ? unwrap(field) : field;
    if (bare === undefined || bare === null) continue;
    plain[key] = bare;
    sorted &&= before <= key;
    before = key;
  }
  return sorted ? plain : byAlphabet(plain);
}

function byAlphabet(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) sorted[key] = fields[key];
  return sorted;
}

/** The sources of the traced values in a value. */
function collect(value: unknown, path: FieldPath, sources: Map<string, readonly Source[]>): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Traced) {
    sources.set(formatPath(path), value.sources);
    collect(value.plain, path, sources);
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => void collect(item, [...path, i], sources));
  } else {
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], sources);
  }
}
