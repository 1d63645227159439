import type { FieldPath, Json, JsonObject } from './manifest.js';

/**
 * Safe reading of nested plain data: what is not there, or is of another type, reads as `undefined` or empty.
 * A key that is inherited (`constructor`) is not there: labels and data keys are user input.
 */
export function get(value: Json | undefined, path: string | FieldPath): Json | undefined {
  const steps = typeof path === 'string' ? parsePath(path) : path;
  let here = value;
  // By index: this is asked a hundred thousand times, and an iterator is an object a step.
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? '';
    if (typeof here !== 'object' || here === null) return undefined;
    if (isList(here)) here = typeof step === 'number' ? here[step] : undefined;
    else here = own(here, step);
  }
  return here;
}

/** One look where asking first takes two: of what every object inherits, nothing is a value that JSON has. */
function own(holder: JsonObject, key: string | number): Json | undefined {
  const value = holder[key];
  return typeof value === 'function' || value === INHERITED ? undefined : value;
}

/** What `__proto__` of an object is that has no such key. */
const INHERITED: unknown = Object.prototype;

/** No step at all: the value itself. */
export const HERE: FieldPath = [];

const { isArray } = Array;

export function isList(value: unknown): value is readonly Json[] {
  return isArray(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** The text at `path`; a number or boolean there is not text. */
export function text(value: Json | undefined, path: string | FieldPath = HERE): string | undefined {
  const found = get(value, path);
  return typeof found === 'string' ? found : undefined;
}

export function number(value: Json | undefined, path: string | FieldPath = HERE): number | undefined {
  const found = get(value, path);
  return typeof found === 'number' ? found : undefined;
}

export function flag(value: Json | undefined, path: string | FieldPath = HERE): boolean | undefined {
  const found = get(value, path);
  return typeof found === 'boolean' ? found : undefined;
}

/** The object at `path`; empty when there is none. */
export function object(value: Json | undefined, path: string | FieldPath = HERE): JsonObject {
  const found = get(value, path);
  return isObject(found) ? found : NO_OBJECT;
}

const NO_OBJECT: JsonObject = {};

/** The list at `path`; empty when there is none. */
export function list(value: Json | undefined, path: string | FieldPath = HERE): readonly Json[] {
  const found = get(value, path);
  return isList(found) ? found : NO_LIST;
}

const NO_LIST: readonly Json[] = [];

/** The objects in the list at `path`. Positions are lost: use `Field.items` where they matter. */
export function records(value: Json | undefined, path: string | FieldPath = HERE): readonly JsonObject[] {
  return list(value, path).filter(isObject);
}

/** The strings in the list at `path`. */
export function strings(value: Json | undefined, path: string | FieldPath = HERE): readonly string[] {
  return list(value, path).filter((item) => typeof item === 'string');
}

/** Labels, annotations, selectors: the string values of the object at `path`. */
export function stringMap(value: Json | undefined, path: string | FieldPath = HERE): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const found = object(value, path);
  for (const key of Object.keys(found)) {
    const item = found[key];
    if (typeof item === 'string') map.set(key, item);
  }
  return map;
}

const parsed = new Map<string, readonly string[]>();

/**
 * `spec.template.metadata` as steps. A key with dots stands in brackets and double quotes:
 * `metadata.annotations["app.kubernetes.io/name"]`. List steps (`[]`) are for `each`.
 */
export function parsePath(path: string): readonly string[] {
  const known = parsed.get(path);
  if (known) return known;
  const isPlain = path !== '' && !path.includes('[');
  const steps = isPlain ? path.split('.') : [...path.matchAll(STEP)].map(([step, quoted]) => quoted ?? step);
  parsed.set(path, steps);
  return steps;
}

const STEP = /\["([^"]*)"\]|\[\]|[^.[\]]+/g;

/**
 * Every value at a path that may pass through lists (`[]`) or maps (`*`):
 * `spec.containers[].env[].name` gives each name with its exact steps.
 */
export function each(value: Json | undefined, path: string): Located[] {
  const found: Located[] = [];
  walk(value, parsePath(path), 0, [], found);
  return found;
}

/** A value and the steps from the root to it. */
export interface Located {
  readonly path: FieldPath;
  readonly value: Json;
}

function walk(value: Json | undefined, steps: readonly string[], at: number, path: FieldPath, found: Located[]): void {
  if (value === undefined || value === null) return;
  const step = steps[at];
  if (step === undefined) {
    found.push({ path, value });
  } else if (step === '[]') {
    if (isList(value)) value.forEach((item, i) => void walk(item, steps, at + 1, [...path, i], found));
  } else if (isObject(value)) {
    if (step === '*') for (const [key, item] of Object.entries(value)) walk(item, steps, at + 1, [...path, key], found);
    else if (Object.hasOwn(value, step)) walk(value[step], steps, at + 1, [...path, step], found);
  }
}
