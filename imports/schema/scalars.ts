import { formats, matchesPattern } from './formats.js';
import type { Schema, SchemaError } from './types.js';

/** Takes what is wrong with the value that is being looked at. */
export interface Reporter {
  report(keyword: string, params: SchemaError['params'], value?: unknown, allowed?: readonly string[]): void;
}

/** What is wrong with a string, a number or a boolean. */
export function scalarErrors(schema: Schema, value: unknown, to: Reporter): void {
  if (schema.enum && !schema.enum.includes(value)) {
    const allowed = schema.enum.filter((item) => item !== '').map(String);
    to.report('enum', { allowedValues: schema.enum }, value, allowed);
  }
  if (schema.format !== undefined && Object.hasOwn(formats, schema.format) && formats[schema.format]?.(value) === false)
    to.report('format', { format: schema.format }, value);
  if (typeof value === 'string') stringErrors(schema, value, to);
  if (typeof value === 'number') numberErrors(schema, value, to);
}

function stringErrors({ pattern, minLength, maxLength }: Schema, value: string, to: Reporter): void {
  if (pattern !== undefined && matchesPattern(pattern, value) === false) to.report('pattern', { pattern }, value);
  if (minLength === undefined && maxLength === undefined) return;
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) to.report('minLength', { limit: minLength }, value);
  if (maxLength !== undefined && length > maxLength) to.report('maxLength', { limit: maxLength }, value);
}

function numberErrors(schema: Schema, value: number, to: Reporter): void {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  if (minimum !== undefined && value < minimum) to.report('minimum', { limit: minimum }, value);
  if (maximum !== undefined && value > maximum) to.report('maximum', { limit: maximum }, value);
  if (above !== undefined && value <= above) to.report('exclusiveMinimum', { limit: above }, value);
  if (below !== undefined && value >= below) to.report('exclusiveMaximum', { limit: below }, value);
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) to.report('multipleOf', { multipleOf }, value);
}

/** What is wrong with a list as a whole. */
export function listErrors({ minItems, maxItems, uniqueItems }: Schema, value: readonly unknown[], to: Reporter): void {
  if (minItems !== undefined && value.length < minItems) to.report('minItems', { limit: minItems }, value);
  if (maxItems !== undefined && value.length > maxItems) to.report('maxItems', { limit: maxItems }, value);
  if (!uniqueItems) return;
  const seen = new Map<string, number>();
  value.forEach((item, at) => {
    const text = JSON.stringify(item);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, at);
    else to.report('uniqueItems', { first, second: at }, value);
  });
}
