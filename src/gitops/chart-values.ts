import { isObject } from '../manifest/access.js';
import type { Json, JsonObject } from '../manifest/manifest.js';

/** Values of a chart with others over them: objects are joined key by key, of all else the later is taken. */
export function joined(values: JsonObject, over: JsonObject = {}): JsonObject {
  return Object.fromEntries(
    [...new Set([...Object.keys(values), ...Object.keys(over)])].map((key) => [key, both(values[key], over[key])]),
  );
}

function both(value: Json | undefined, over: Json | undefined): Json | undefined {
  if (over === undefined) return value;
  return isObject(value) && isObject(over) ? joined(value, over) : over;
}
