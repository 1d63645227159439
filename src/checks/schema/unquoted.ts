import type { SchemaError } from './errors.js';

// Maps from text to text, and lists of named texts, in which people write what YAML takes for something else.
const TEXT = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'selector',
  'data',
  'stringData',
  'args',
  'command',
]);

/** Whether the schema refuses a value for want of quotes: text that YAML reads as a number or a boolean. */
export function isUnquoted({ keyword, params, path, value }: SchemaError): boolean {
  if (keyword !== 'type' || params.type !== 'string') return false;
  if (typeof value !== 'number' && typeof value !== 'boolean') return false;
  const parent = path.at(-2);
  if (typeof parent === 'string') return TEXT.has(parent);
  return path.at(-1) === 'value' && path.at(-3) === 'env';
}
