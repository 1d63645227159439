import { get, isObject } from '../../manifest/access.js';
import type { Manifest, Mend } from '../../manifest/manifest.js';
import { editDistance } from '../../values/did-you-mean.js';
import type { SchemaError } from './errors.js';

/** What mends an error of the schema, where there is one way and nothing to decide. */
export function schemaMend(
  { object }: Manifest,
  { keyword, params, path, allowed = [], value }: SchemaError,
): Mend | undefined {
  if (keyword === 'type') {
    if (isQuotable(params, value)) return { quote: path };
    const plain = plainly(params.type, value);
    return plain === undefined ? undefined : { write: path, text: plain };
  }
  if (keyword === 'enum' && typeof value === 'string') {
    const near = onlyNear(value, allowed);
    return near === undefined ? undefined : { write: path, text: near };
  }
  if (keyword === 'additionalProperties') {
    const near = onlyNear(String(path.at(-1)), allowed);
    const parent = get(object, path.slice(0, -1));
    const free = near !== undefined && isObject(parent) && parent[near] === undefined;
    return free ? { rename: path, to: near } : undefined;
  }
  return undefined;
}

/** Whether a number or boolean is right once it stands in quotes: `5` is no duration with them either. */
export function isQuotable({ type, pattern }: SchemaError['params'], value: unknown): boolean {
  if (![type].flat().includes('string') || (typeof value !== 'number' && typeof value !== 'boolean')) return false;
  return typeof pattern !== 'string' || new RegExp(pattern).test(String(value));
}

/** A number or boolean that stands in quotes, as it has to be written. */
export function plainly(type: unknown, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const types = [type].flat();
  if (types.includes('integer') && /^(?:0|-?[1-9]\d{0,14})$/.test(value)) return value;
  return types.includes('boolean') && /^(?:true|false)$/.test(value) ? value : undefined;
}

/** The one plain word that is a single typing error away; upper and lower case count as equal. */
function onlyNear(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 4) return undefined;
  const near = candidates.filter((one) => editDistance(word.toLowerCase(), one.toLowerCase()) <= 1);
  const [only] = near;
  return near.length === 1 && only !== undefined && /^[A-Za-z][\w-]*$/.test(only) ? only : undefined;
}
