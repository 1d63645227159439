import type { Json } from '../../manifest/manifest.js';

/**
 * A scalar as the generated classes take it in either place: a quantity, or a port by number or name, hides what is written
 * in `value`, which they read; any other scalar they hand on as it is. No own property: it is no map to them.
 */
class Box {
  readonly #scalar: unknown;

  constructor(scalar: unknown) {
    this.#scalar = scalar;
  }

  get value(): unknown {
    return this.#scalar;
  }

  /** What a class asks of a time. */
  toISOString(): unknown {
    return this.#scalar instanceof Date ? this.#scalar.toISOString() : this.#scalar;
  }
}

/** A value whose scalars, at any depth, a generated class writes whatever it takes them for. */
export function boxed(value: unknown): unknown {
  return mapScalars(value, (scalar) => new Box(scalar));
}

/** What a generated class made of a boxed value, as a manifest has it. */
export function unboxed(value: unknown): Json {
  return mapScalars(value, (scalar) => (scalar instanceof Box ? scalar.value : scalar)) as Json;
}

/** Whether two values hold the same, by whatever names. */
export function holdsTheSame(one: unknown, other: unknown): boolean {
  return leaves(one).sort().join() === leaves(other).sort().join();
}

/** The scalars of a value, and what is empty in it. */
function leaves(value: unknown): string[] {
  const isScalar = typeof value !== 'object' || value === null;
  const parts = isScalar ? [] : Object.values(value).filter((part) => part !== undefined);
  return parts.length > 0 ? parts.flatMap(leaves) : [JSON.stringify(value)];
}

function mapScalars(value: unknown, change: (scalar: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((one) => mapScalars(one, change));
  if (typeof value !== 'object' || value === null || value instanceof Box || value instanceof Date)
    return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapScalars(one, change)]));
}
