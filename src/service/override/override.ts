import { made } from '../../construct/place.js';
import type { FieldPath, Json } from '../../manifest/manifest.js';
import { boxed, holdsTheSame, unboxed } from './boxed-scalars.js';
import { kindClasses, type OverridableKinds } from './override-kinds.js';

declare const type: unique symbol;

/** A field that can be named: its own fields are properties, the elements of a list are reached with `at(0)`. */
export type Field<T> = { readonly [type]?: T } & (T extends string | number | boolean
  ? unknown
  : T extends readonly (infer U)[]
    ? { at(index: number): Field<U> }
    : T extends { readonly value: unknown }
      ? unknown
      : T extends object
        ? { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> }
        : unknown);

/** A value as it is written: `'64Mi'` for a quantity, `'http'` or `8080` for a port. */
export type Written<T> = T extends { readonly value: infer V }
  ? V
  : T extends string
    ? `${T}`
    : T extends number | boolean
      ? T
      : T extends readonly (infer U)[]
        ? readonly Written<U>[]
        : T extends object
          ? { readonly [K in keyof T]: Written<T[K]> }
          : T;

/** One field of one object that an author sets past the constructs. */
export interface Override {
  readonly kind: keyof OverridableKinds;
  /** Name of the object; that of the service when absent. */
  readonly name?: string;
  /** The field as the manifest has it. */
  readonly path: FieldPath;
  readonly value: Json;
  readonly reason: string;
}

/**
 * Sets one field of one object that a service is made of, where the constructs have no property for it. It is checked
 * like everything else, and `eco check --overrides` lists it.
 *
 *     override('Deployment', (it) => it.spec.template.spec.dnsPolicy, 'Default', 'asks the node, not the cluster')
 *
 * @param field the field, by way of the properties of the kind's class; an element of a list by `.at(0)`: a name or an index
 *   that the list does not have is an error, the index behind its last element a new one
 * @param reason why it must be so; an empty one is an error
 * @param options `name`: of the object, where it is not that of the service
 */
export function override<K extends keyof OverridableKinds, V>(
  kind: K,
  field: (it: Field<OverridableKinds[K]>) => Field<V> | undefined,
  value: Written<NoInfer<V>>,
  reason: string,
  options: { readonly name?: string } = {},
): Override {
  const steps: (string | number)[] = [];
  field(recorder(steps) as Field<OverridableKinds[K]>);
  return made(override, { kind, ...options, ...asWritten(kind, steps, value), reason });
}

/** An object that has every property, and notes which are read. */
function recorder(steps: (string | number)[]): object {
  const proxy: object = new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === 'at')
          return (index: number) => {
            steps.push(index);
            return proxy;
          };
        steps.push(String(name));
        return proxy;
      },
    },
  );
  return proxy;
}

/**
 * The class of the kind says what its properties are called in a manifest (`clusterIp` is `clusterIP` there), and how a
 * value is written: it is asked to write an object with nothing but this field.
 */
function asWritten(kind: keyof OverridableKinds, steps: FieldPath, value: unknown): Pick<Override, 'path' | 'value'> {
  // Each list holds one element meanwhile, whichever is meant.
  const probe = steps.map((step) => (typeof step === 'number' ? 0 : step));
  const asNamed = { path: steps, value: value as Json };
  let manifest: unknown;
  try {
    manifest = kindClasses[kind]().manifest(nested(probe, boxed(value)) as never);
  } catch {
    // A class goes through its lists: a name where an index belongs throws there. What its list holds the object will say.
    return asNamed;
  }
  const found = descend(manifest, probe);
  if (!found) return asNamed;
  const path = found.path.map((step, i) => (step === 0 ? (steps[i] ?? 0) : step));
  const written = unboxed(found.value);
  // A class writes what it knows only. What does not fit the schema stays as it is given, for the checks to name.
  return { path, value: holdsTheSame(written, value) ? written : asNamed.value };
}

function nested(steps: FieldPath, value: unknown): unknown {
  return steps.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
}

/** Follows the only key at each level. */
function descend(manifest: unknown, steps: FieldPath): { path: FieldPath; value: unknown } | undefined {
  const path: (string | number)[] = [];
  let here = manifest;
  for (const step of steps) {
    if (typeof here !== 'object' || here === null) return undefined;
    const fields = here as Readonly<Record<string | number, unknown>>;
    const isField = (key: string) =>
      fields[key] !== undefined && (path.length > 0 || (key !== 'apiVersion' && key !== 'kind'));
    const key = typeof step === 'number' ? step : Object.keys(fields).find(isField);
    if (key === undefined) return undefined;
    path.push(key);
    here = fields[key];
  }
  return here === undefined ? undefined : { path, value: here };
}
