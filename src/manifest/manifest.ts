import type { Edit, ObjectRef, Place } from '../diagnostic/diagnostic.js';

/** Any value that YAML or JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A JSON object. Optional keys read as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A Kubernetes object as plain data: what stands in a YAML document. */
export interface KubeObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string; readonly namespace?: string };
}

/** Steps from an object's root to one of its values: `['spec', 'ports', 0, 'name']`. */
export type FieldPath = readonly (string | number)[];

/** One manifest and where it came from. The only shape that passes between stages. */
export interface Manifest {
  readonly ref: ObjectRef;
  readonly object: KubeObject;
  readonly origin: Origin;
}

/**
 * Where a manifest came from. Positions cost time, so they are functions: called only for what is reported.
 */
export interface Origin {
  /** The YAML file, relative to the project's root (`/` on every system); `<stdin>` for standard input. */
  readonly file: string;
  /** Path of the construct that made it; absent for foreign YAML. */
  readonly construct?: string;
  /** Place of a field in the YAML file (of the nearest parent that exists), or undefined where no text exists yet. */
  readonly at?: (path: FieldPath) => Place | undefined;
  /** The author's line that a field came from, or of the definition as a whole. Absent for foreign YAML. */
  readonly from?: (path: FieldPath) => Place | undefined;
  /** The change of the YAML text that mends it; undefined where the text is such that it cannot be done safely. */
  readonly edit?: (mend: Mend) => Edit | undefined;
}

/** A change of one field that leaves everything else as it stands. */
export type Mend =
  /** Put quotes around a scalar, as it is written. */
  | { readonly quote: FieldPath }
  /** Write this instead of a scalar, plain. */
  | { readonly write: FieldPath; readonly text: string }
  /** Give a field another name. */
  | { readonly rename: FieldPath; readonly to: string }
  /** Repeat an element of a list with another value in one of its fields. */
  | { readonly repeat: FieldPath; readonly field: string; readonly text: string };

/** `a.b[0].c`; a key that is no plain word is quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: FieldPath): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      if (/^[A-Za-z_][\w-]*$/.test(step)) return i === 0 ? step : `.${step}`;
      return `[${JSON.stringify(step)}]`;
    })
    .join('');
}

/** Identity of an object in one cluster: its version does not count, two versions of one kind are one object. */
export function objectKey(ref: ObjectRef): string {
  return `${apiGroup(ref.apiVersion)}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** `apps` of `apps/v1`; the core group is the empty string. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `Deployment api/waste-api`, as messages name an object. */
export function describeRef(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}
