import { Traced } from '../../src/construct/traced.js';

/** A draft as it will stand in the manifest. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs from draft to draft
export function drawn(value: unknown): any {
  if (value instanceof Traced) return drawn(value.plain);
  if (Array.isArray(value)) return value.map(drawn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, drawn(item)]));
}
