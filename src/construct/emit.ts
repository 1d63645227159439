import type { ApiObject, GroupVersionKind } from 'cdk8s';
import { IntOrString, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { type FieldPath, formatPath } from '../manifest/manifest.js';
import { byCodeUnits } from '../manifest/write-yaml.js';
import { PlainObject } from './plain-object.js';
import { type Draft, type Input, type Source, Traced } from './traced.js';

/** A typed L1 class, of cdk8s-plus-28 or of `imports/`: what turns typed properties into a manifest. */
export interface ApiKind<Props> {
  readonly GVK: GroupVersionKind;
  manifest(props: Props): unknown;
}

/** Key of the construct metadata in which an object's sources are kept. */
const SOURCES = 'eco:sources';

/** Fields of one manifest, each with what it came from. Keys are paths as `formatPath` writes them. */
export type FieldSources = ReadonlyMap<string, readonly Source[]>;

/**
 * Adds a manifest to the tree. The only place that creates Kubernetes objects: the L1 class gives the field names,
 * traced values lose their wrapping, and what each field came from is kept.
 */
export function emit<Props>(scope: Construct, id: string, kind: ApiKind<Props>, draft: Draft<Props>): ApiObject {
  const sources = new Map<string, readonly Source[]>();
  // The L1 class only copies values from one key to another, so it carries a traced value as it would a plain one.
  const manifest = unwrap(kind.manifest(draft as Props), [], sources) as Record<string, unknown>;
  const object = new PlainObject(scope, id, { ...kind.GVK, ...manifest });
  object.node.addMetadata(SOURCES, sources);
  return object;
}

/** Another reason for one field of an object: what sets it past its construct. */
export function explainField(object: Construct, path: FieldPath, reason: string): void {
  const sources = new Map([...sourcesOf(object), [formatPath(path), [{ kind: 'default', reason } satisfies Source]]]);
  object.node.addMetadata(SOURCES, sources);
}

/** What each field of an emitted object came from; empty for an object that some other cdk8s code made. */
export function sourcesOf(object: Construct): FieldSources {
  const entry = object.node.metadata.findLast(({ type }) => type === SOURCES);
  return entry ? entry.data : new Map();
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

/**
 * Plain data with its keys by alphabet and without those that are not set, as cdk8s writes it. `path` is one list that
 * grows and shrinks with the walk: most fields are not traced, and need no copy of it.
 */
function unwrap(value: unknown, path: (string | number)[], sources: Map<string, readonly Source[]>): unknown {
  if (value instanceof Traced) {
    sources.set(formatPath(path), value.sources);
    return unwrap(value.plain, path, sources);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      path.push(i);
      items.push(unwrap(value[i], path, sources));
      path.pop();
    }
    return items;
  }
  const plain: Record<string, unknown> = {};
  for (const key of byCodeUnits(Object.keys(value))) {
    path.push(key);
    const bare = unwrap((value as Readonly<Record<string, unknown>>)[key], path, sources);
    if (bare !== undefined && bare !== null) plain[key] = bare;
    path.pop();
  }
  return plain;
}
