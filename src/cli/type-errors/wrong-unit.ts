import type { TypeMistake } from './mistake.js';
import { bare } from './unions.js';

/** Units of the types that the compiler calls by their name. */
const units: Readonly<Record<string, readonly string[]>> = {
  Cpu: ['m', ''],
  Duration: ['ms', 's', 'm', 'h', 'd'],
};

/** How people write units that are written otherwise here. */
const habits: Readonly<Record<string, string>> = {
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  k: 'Ki',
  kb: 'Ki',
  mb: 'Mi',
  mib: 'Mi',
  gb: 'Gi',
  gib: 'Gi',
  tb: 'Ti',
  tib: 'Ti',
};

/** A quantity whose unit is none of those that its type has, or a version that is written otherwise. */
export function wrongUnit(given: string, wanted: string, shown = given): TypeMistake | undefined {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler writes template types so
  const open = '`${number}';
  const templates = wanted.split(' | ').filter((one) => one !== 'undefined');
  if (templates.some((one) => one.startsWith(open) && one.slice(open.length).includes('$')))
    return wrongForm(given, templates);
  const allowed =
    units[wanted] ??
    templates.flatMap((one) => (one.startsWith(open) && one.endsWith('`') ? one.slice(open.length, -1) : []));
  if (allowed.length === 0 || (units[wanted] === undefined && allowed.length < templates.length)) return undefined;
  const value = bare(given) ?? (/^[\d.]+$/.test(shown) ? shown : given);
  const [, number, unit = ''] = /^(-?[\d.]+) *([^\d]*)$/.exec(value) ?? [];
  const meant = habits[unit.toLowerCase()] ?? unit;
  const near = unit === '' ? undefined : allowed.find((one) => one.toLowerCase() === meant.toLowerCase());
  const written = (one: string) => `"${number ?? 1}${one}"`;
  const those = allowed.map((one) => one || 'none at all').join(', ');
  return {
    message: unit === '' ? `"${value}" has no unit: ${those}` : `"${value}" has no unit that is allowed: ${those}`,
    fix: near === undefined ? `Write ${allowed.map(written).join(' or ')}.` : `Write ${written(near)}.`,
    subject: value,
  };
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
