/**
 * A value together with what it came from. A construct wraps a value at the one place where it writes a field of a
 * manifest; `emit` takes the wrapping off and keeps "field <- source" for `eco why` and for the places in messages.
 */
export class Traced<T> {
  constructor(
    readonly plain: T,
    readonly sources: readonly Source[],
  ) {}
}

/** What a value came from. */
export type Source =
  | PropertySource
  /** The library's own choice, and why; `by` is what made it, where that is an object which the author asked for. */
  | { readonly kind: 'default'; readonly reason: string; readonly by?: object | undefined };

/**
 * A property of an object that the author wrote (or of one that a factory such as `fixed()` made for them); `within`: the
 * property that this object is, where it is one.
 */
export interface PropertySource {
  readonly kind: 'property';
  readonly object: object;
  readonly key: string | number;
  readonly within?: PropertySource;
}

/** A value as constructs accept it from each other: plain, or already traced. */
export type Input<T> = T | Traced<T>;

type Primitive = string | number | boolean;

/**
 * The shape of T where every leaf may be traced. Class instances (`Quantity`, `IntOrString`) and enums stay themselves.
 */
export type Draft<T> =
  T extends Traced<unknown>
    ? T
    : T extends Primitive
      ? Input<T>
      : T extends readonly (infer U)[]
        ? readonly Draft<U>[]
        : [keyof T] extends ['value']
          ? T
          : T extends object
            ? { readonly [K in keyof T]: Draft<T[K]> }
            : T;

/**
 * The property of an author's object, traced: arrays and plain objects leaf by leaf. `undefined` stays `undefined`.
 */
export function from<T extends object, K extends keyof T & (string | number)>(object: T, key: K): Draft<T[K]> {
  return trace(object[key], { kind: 'property', object, key });
}

/** A value that the library chose. The reason is what `eco why` prints; messages are about what made it: `by`. */
export function preset<T>(value: T, reason: string, by?: object): Draft<T> {
  return trace(value, { kind: 'default', reason, by });
}

/** The plain value of something that may be traced. */
export function plain<T>(value: Input<T>): T {
  return value instanceof Traced ? value.plain : value;
}

/** A value computed from one that may be traced; it keeps the sources. */
export function derive<A, R>(a: Input<A>, compute: (a: A) => R): Input<R> {
  return a instanceof Traced ? new Traced(compute(a.plain), a.sources) : compute(a);
}

/** A value computed from several that may be traced; it keeps the sources of all. */
export function combine<A extends readonly unknown[], R>(
  inputs: { readonly [K in keyof A]: Input<A[K]> },
  compute: (...values: A) => R,
): Traced<R> {
  const values: unknown[] = [];
  const sources: Source[] = [];
  for (let i = 0; i < inputs.length; i++) {
    const input: unknown = inputs[i];
    values.push(plain(input));
    if (input instanceof Traced) sources.push(...input.sources);
  }
  return new Traced(compute(...(values as unknown as A)), sources);
}

/** A template string whose parts may be traced. */
export function text(strings: TemplateStringsArray, ...parts: readonly Input<string | number>[]): Traced<string> {
  return combine(parts, (...values) => String.raw({ raw: strings }, ...values));
}

/** A draft without its wrapping: for those who only read it. */
export function undraft<T>(draft: Draft<T>): T {
  return bare(draft) as T;
}

function bare(value: unknown): unknown {
  if (value instanceof Traced) return bare(value.plain);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return eachField(value, bare);
}

function trace<T>(value: T, source: Source): Draft<T> {
  return traceAny(value, source) as Draft<T>;
}

function traceAny(value: unknown, source: Source): unknown {
  if (value === undefined || value === null || value instanceof Traced || typeof value === 'function') return value;
  if (Array.isArray(value)) return value.map((item, i) => traceAny(item, below(source, value, i)));
  if (typeof value === 'object') return eachField(value, (item, key) => traceAny(item, below(source, value, key)));
  return new Traced(value, [source]);
}

function eachField(object: object, change: (value: unknown, key: string) => unknown): object {
  const changed: Record<string, unknown> = {};
  const fields = object as Readonly<Record<string, unknown>>;
  for (const key in fields) changed[key] = change(fields[key], key);
  return changed;
}

function below(source: Source, object: object, key: string | number): Source {
  return source.kind === 'property' ? { kind: 'property', object, key, within: source } : source;
}
