import type { Finding } from '../diagnostic/diagnostic.js';
import { didYouMean } from '../values/did-you-mean.js';

/** What a mistake is called, and the text of the author's line that it is about. */
export interface TypeMistake extends Pick<Finding, 'message' | 'fix'> {
  readonly subject?: string;
}

/**
 * The mistakes that authors make most, out of the compiler's words: a name that is none of those known, a quantity
 * without a known unit, a property that is missing or unknown, a scale that is both.
 * Errors: undefined for every other mistake; the compiler's own words then serve.
 *
 * @param text the compiler's first line, behind `TS2322: `
 * @param key the property at the place that the compiler names, where one stands there
 */
export function typeMistake(text: string, key: string | undefined): TypeMistake | undefined {
  const [, given, wanted] =
    /^(?:Type|Argument of type) '(.+?)' is not assignable to (?:parameter of )?type '(.+)'\./.exec(`${text}.`) ?? [];
  if (given !== undefined && wanted !== undefined) {
    return unknownName(given, wanted, key) ?? wrongUnit(given, wanted) ?? bothScales(given, wanted);
  }
  const [, property, type] =
    /^Object literal may only specify known properties, (?:and|but) '(.+?)' does not exist in type '(.+?)'\./.exec(
      `${text}.`,
    ) ?? [];
  if (property !== undefined && type !== undefined) return unknownProperty(property, type);
  const [, missing] = /^Property '(.+?)' is missing in type .* but required in type /.exec(text) ?? [];
  return missing === undefined
    ? undefined
    : { message: `"${missing}" is missing`, fix: `Add "${missing}: …" between the braces.` };
}

const literal = /^"([^"]*)"$/;
const bare = (text: string) => literal.exec(text)?.[1];

function unknownName(given: string, wanted: string, key = 'value'): TypeMistake | undefined {
  const name = bare(given);
  const known = wanted.split(' | ').filter((one) => one !== 'undefined');
  const names = known.flatMap((one) => bare(one) ?? []);
  if (name === undefined || names.length < known.length) return undefined;
  const near = didYouMean(name, names);
  return {
    message: `${key} "${name}" does not exist`,
    fix: near ? `Write "${near}".` : `One of: ${names.join(', ')}.`,
    subject: name,
  };
}

/** Units of the types that the compiler calls by their name. */
const units: Readonly<Record<string, readonly string[]>> = {
  Cpu: ['m', ''],
  Duration: ['ms', 's', 'm', 'h', 'd'],
};

function wrongUnit(given: string, wanted: string): TypeMistake | undefined {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler writes template types so
  const open = '`${number}';
  const templates = wanted.split(' | ').filter((one) => one !== 'undefined');
  const allowed =
    units[wanted] ??
    templates.flatMap((one) => (one.startsWith(open) && one.endsWith('`') ? one.slice(open.length, -1) : []));
  if (allowed.length === 0 || (units[wanted] === undefined && allowed.length < templates.length)) return undefined;
  const value = bare(given) ?? given;
  const [, number, unit = ''] = /^(-?[\d.]+) *([^\d]*)$/.exec(value) ?? [];
  const near = unit === '' ? undefined : allowed.find((one) => one.charAt(0).toLowerCase() === unit[0]?.toLowerCase());
  const written = (one: string) => `"${number ?? 1}${one}"`;
  return {
    message: `"${value}" has no unit that is allowed: ${allowed.map((one) => one || 'none at all').join(', ')}`,
    fix: near === undefined ? `Write ${allowed.map(written).join(' or ')}.` : `Write ${written(near)}.`,
    subject: value,
  };
}

function bothScales(given: string, wanted: string): TypeMistake | undefined {
  if (!/^(?:Fixed|Automatic)?Scale$/.test(wanted) || !given.includes('replicas:')) return undefined;
  if (!/"automatic"|'automatic'|min:/.test(given)) return undefined;
  return {
    message: 'scale is fixed and automatic at once',
    fix: 'Write fixed(2), or automatic({ min: 1, max: 4, cpu: 70 }).',
  };
}

function unknownProperty(property: string, type: string): TypeMistake {
  const known = [...type.matchAll(/(?:[{;] )(?:readonly )?([\w$]+)\??:/g)].flatMap(([, name]) => name ?? []);
  const near = didYouMean(property, known);
  const fix = near ? `Write "${near}".` : known.length > 0 ? `Only these are known: ${known.join(', ')}.` : undefined;
  return { message: `"${property}" is not known here`, subject: property, ...(fix && { fix }) };
}
