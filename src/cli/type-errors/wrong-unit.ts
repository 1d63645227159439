import { quoted } from '../../values/listed.js';
import type { TypeMistake } from './mistake.js';
import { type Quantity, quantities } from './quantities.js';
import { bare } from './unions.js';

/** Quantities whose types the compiler calls by their name. */
const named: Readonly<Record<string, Quantity>> = { Cpu: quantities.cpu, Duration: quantities.duration };

/** A quantity whose unit is none of those that its type has, or a version that is written otherwise. */
export function wrongUnit(given: string, wanted: string, shown = given): TypeMistake | undefined {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler writes template types so
  const open = '`${number}';
  const templates = wanted.split(' | ').filter((one) => one !== 'undefined');
  if (templates.some((one) => one.startsWith(open) && one.slice(open.length).includes('$')))
    return wrongForm(given, templates);
  const units = templates.flatMap((one) =>
    one.startsWith(open) && one.endsWith('`') ? one.slice(open.length, -1) : [],
  );
  const quantity =
    named[wanted] ?? (units.length > 0 && units.length === templates.length ? ofUnits(units) : undefined);
  if (quantity === undefined) return undefined;
  const value = bare(given) ?? (/^[\d.]+$/.test(shown) ? shown : given);
  const [, number, unit = ''] = /^(-?[\d.]+) *([^\d]*)$/.exec(value) ?? [];
  const allowed = quantity.units.map((one) => one || 'none at all').join(', ');
  const those = number === undefined ? [] : meant(Number(number), unit, quantity);
  const examples = those.length > 0 ? those : quantity.units.map((one) => `${number ?? 1}${one}`);
  // A number alone is a unit too, of CPU: only the quotes are missing then.
  const isNumber = unit === '' && quantity.units.includes('');
  const lacks =
    unit === '' ? `"${value}" has no unit: ${allowed}` : `"${value}" has no unit that is allowed: ${allowed}`;
  return {
    message: isNumber ? `${value} is a number, where a text is wanted` : lacks,
    why: quantity.why,
    fix: `Write ${quoted(examples).join(' or ')}.`,
    subject: value,
  };
}

/** Of the units that a type has, in their usual order. */
function ofUnits(units: readonly string[]): Quantity {
  const known = Object.values<Quantity>(quantities).find((one) => units.every((unit) => one.units.includes(unit)));
  if (!known) return { units, habits: {}, plain: () => [], why: 'The API server refuses the object.' };
  return { ...known, units: known.units.filter((unit) => units.includes(unit)) };
}

/** What was most likely meant; nothing where that is anybody's guess. */
function meant(number: number, unit: string, { units, habits, plain }: Quantity): readonly string[] {
  const near =
    unit === '' ? '' : (habits[unit.toLowerCase()] ?? units.find((one) => one.toLowerCase() === unit.toLowerCase()));
  if (near === undefined) return [];
  return near === ''
    ? plain(number).filter((one) => units.includes(one.replace(/^[\d.]+/, '')))
    : units.includes(near)
      ? [`${number}${near}`]
      : [];
}

/** A version: several numbers, and words between them. */
function wrongForm(given: string, templates: readonly string[]): TypeMistake | undefined {
  const value = bare(given);
  if (value === undefined || !templates.every((one) => /^`.*`$/.test(one))) return undefined;
  const parts = templates.map((one) => one.slice(1, -1).split(/\$\{(?:number|bigint|string)\}/));
  const forms = parts.map(([first = '', ...rest]) => rest.reduce((form, part, i) => `${form}${i + 1}${part}`, first));
  // The numbers that are there, with the words of the first form.
  const numbers = value.match(/\d+/g) ?? [];
  const [[head = '', ...tail] = []] = parts;
  const meant =
    numbers.length === tail.length ? tail.reduce((form, part, i) => `${form}${numbers[i]}${part}`, head) : undefined;
  return {
    message: `"${value}" is not of the form ${forms.join(' or ')}`,
    fix: `Write "${meant ?? forms[0]}".`,
    subject: value,
  };
}
