import type { Finding } from '../../diagnostic/diagnostic.js';
import { choicesOf } from '../../service/properties/choices.js';
import { didYouMean } from '../../values/did-you-mean.js';

/** What a mistake is called, and the text of the author's line that it is about. */
export interface TypeMistake extends Pick<Finding, 'message' | 'fix'> {
  readonly subject?: string;
}

/** What stands at the place that the compiler names. */
export interface Written {
  /** The property there. */
  readonly key?: string | undefined;
  /** Text in its quotes, or a number, where one stands there. */
  readonly value?: string | undefined;
  /** What the line says behind the place, and before it. */
  readonly behind?: string;
  readonly before?: string;
  /** What the compiler thinks is meant. */
  readonly meant?: string | undefined;
  /** The package that exports a name, if it is this library. */
  readonly exporter?: (name: string) => string | undefined;
}

/**
 * The mistakes that authors make most, out of the compiler's words: a name that is none of those known, a quantity
 * without a known unit, a property that is missing or unknown, a scale that is both, text for a number.
 * Errors: undefined for every other mistake; the compiler's own words then serve.
 *
 * @param text the compiler's first line, behind `TS2322: `
 */
export function typeMistake(text: string, written: Written = {}): TypeMistake | undefined {
  const [, given, wanted] =
    /^(?:Type|Argument of type) '(.+?)' is not assignable to (?:parameter of )?type '(.+)'\./.exec(`${text}.`) ?? [];
  if (given !== undefined && wanted !== undefined) {
    return (
      unknownName(given, wanted, written.key) ??
      noPath(given, wanted, written) ??
      wrongUnit(given, wanted, written.value) ??
      bothScales(given, wanted) ??
      wrongType(given, wanted, written)
    );
  }
  const [, property, type] =
    /^Object literal may only specify known properties, (?:and|but) '(.+?)' does not exist in type '(.+?)'\./.exec(
      `${text}.`,
    ) ?? [];
  if (property !== undefined && type !== undefined) return unknownProperty(property, type, written.meant);
  const [, name] = /^Cannot find name '(.+?)'\./.exec(`${text}.`) ?? [];
  if (name !== undefined) return unimported(name, written);
  const [, noKey, keys] =
    /^Property '(.+?)' does not exist on type 'Readonly<Record<(.+), SecretKey>>'/.exec(text) ?? [];
  if (noKey !== undefined && keys !== undefined)
    return unknownKey(
      noKey,
      keys.split(' | ').flatMap((one) => bare(one) ?? []),
    );
  const [, missing] = /^Property '(.+?)' is missing in type .* but required in type /.exec(text) ?? [];
  return missing === undefined
    ? undefined
    : { message: `"${missing}" is missing`, fix: `Add "${missing}: …" between the braces.` };
}

const literal = /^"([^"]*)"$/;
const bare = (text: string) => literal.exec(text)?.[1];

function unknownName(given: string, wanted: string, key = 'value'): TypeMistake | undefined {
  const name = bare(given);
  const known = wanted
    .split(' | ')
    .filter((one) => one !== 'undefined')
    .flatMap((one) => choicesOf(one)?.map((word) => `"${word}"`) ?? [one]);
  const names = known.flatMap((one) => bare(one) ?? []);
  if (name === undefined || names.length < known.length) return undefined;
  const begun = names.filter((one) => name.length > 1 && one.startsWith(name));
  const near = didYouMean(name, names) ?? (begun.length === 1 ? begun[0] : undefined);
  return {
    message: `${key} "${name}" does not exist`,
    fix: near ? `Write "${near}".` : `One of: ${names.join(', ')}.`,
    subject: name,
  };
}

/** A path without the slash that it begins with. */
function noPath(given: string, wanted: string, { key = 'the path' }: Written): TypeMistake | undefined {
  const path = bare(given);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler writes template types so
  const types = ['Route', '`/${string}`'];
  if (path === undefined || !wanted.split(' | ').some((one) => types.includes(one))) return undefined;
  const meant = path.replace(/^\w+:\/\/[^/]*\/?/, '');
  return { message: `${key} "${path}" does not begin with "/"`, fix: `Write "/${meant}".`, subject: path };
}

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

function wrongUnit(given: string, wanted: string, shown = given): TypeMistake | undefined {
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

function bothScales(given: string, wanted: string): TypeMistake | undefined {
  if (!/^(?:Fixed|Automatic)?Scale$/.test(wanted) || !given.includes('replicas:')) return undefined;
  if (!/"automatic"|'automatic'|min:/.test(given)) return undefined;
  return {
    message: 'scale is fixed and automatic at once',
    fix: 'Write fixed(2), or automatic({ min: 1, max: 4, cpu: 70 }).',
  };
}

const words: Readonly<Record<string, string>> = { number: 'a number', string: 'a text' };

/** Text where a number is wanted, a number where an object is, the name of a thing instead of the thing. */
function wrongType(given: string, wanted: string, { key = 'the value', value }: Written): TypeMistake | undefined {
  const types = wanted.split(' | ').filter((one) => one !== 'undefined');
  if (/^(?:number|FixedScale)$/.test(given) && /^(?:number|Scale)$/.test(wanted)) {
    return {
      message: `${key} is a number somewhere, where a scale is wanted`,
      fix: `Write fixed(${value ?? 2}), also in each environment.`,
    };
  }
  if (/^readonly \[request: (\w+), limit: \1\]$/.test(wanted) && value !== undefined)
    return {
      message: `${key} is one quantity, where two are wanted: request and limit`,
      fix: `Write [${value}, ${value}].`,
    };
  const plain = types.length === 1 ? words[wanted] : undefined;
  if (given === 'boolean' && plain !== undefined && given !== wanted)
    return { message: `${key} is true or false, where ${plain} is wanted`, fix: `Write ${plain}.` };
  if (given === 'Strategy<"side-by-side">' && wanted === 'StatefulStrategy')
    return {
      message: `${key} runs new pods beside old ones, which a worker with local state cannot have`,
      fix: 'Drop it: each pod is stopped before its successor. Or drop localState.',
    };
  if (given.startsWith('{') && /^`\/\$\{string\}`$/.test(types.join()))
    return { message: `${key} is an object, where a path is wanted`, fix: 'Write "/…", the path alone.' };
  const [, parameters] = /^(\(.*?\)) => string$/.exec(wanted) ?? [];
  if (given === 'string' && parameters !== undefined)
    return {
      message: `${key} is text, where a function that gives it is wanted`,
      fix: `Write ${parameters.replace(/: \w+/g, '')} => …, with the text behind it.`,
    };
  if (value === undefined) return undefined;
  const inside = value.replace(/^['"]|['"]$/g, '');
  if (types.includes('number') && /^(?:string|"[^"]*")$/.test(given)) {
    const [, digits, percent] = /^(-?[\d.]+)\s*(%?)$/.exec(inside) ?? [];
    const number = percent ? Number(digits) / 100 : Number(digits);
    const fix = digits === undefined ? 'Write a number, without quotes.' : `Write ${number}.`;
    return { message: `${key} ${value} is text, where a number is wanted`, fix, subject: inside };
  }
  if (given === 'string' && types.some((one) => /^SecretRef\b/.test(one)))
    return {
      message: `"${inside}" is the name of a secret, where the secret itself is wanted`,
      fix: `Declare it, secret('${inside}', { keys: ['…'] }), and write what that gives, without quotes.`,
      subject: inside,
    };
  if (given === 'string' && types.some((one) => /Reference$/.test(one))) {
    const name = inside.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return {
      message: `"${inside}" is the name of a thing, where the thing itself is wanted`,
      fix: `Import ${name} from the module that defines it, and write it without quotes.`,
      subject: inside,
    };
  }
  return undefined;
}

function unimported(name: string, { exporter, meant, behind = '' }: Written): TypeMistake | undefined {
  const library = exporter?.(name);
  if (library)
    return { message: `"${name}" is not imported`, fix: `import { ${name} } from '${library}';`, subject: name };
  const fix =
    meant !== undefined
      ? `Write ${meant}.`
      : name === 'env' && /^env\./.test(behind)
        ? 'Let the definition take it: (env) => ({ … }).'
        : 'Declare it, or import it from the module that does.';
  return { message: `there is no "${name}" here`, fix, subject: name };
}

/** A key of a Secret that its declaration does not list. */
function unknownKey(key: string, known: readonly string[]): TypeMistake {
  const near = didYouMean(key, known);
  const add = `keys: [${[...known, key].map((one) => `'${one}'`).join(', ')}]`;
  return {
    message: `the secret has no key "${key}"`,
    fix: near ? `Write "${near}".` : `Write one of: ${known.join(', ')}; or declare it: ${add}.`,
    subject: key,
  };
}

function unknownProperty(property: string, type: string, meant?: string): TypeMistake {
  const known = [...type.matchAll(/(?:[{;] )(?:readonly )?([\w$]+)\??:/g)].flatMap(([, name]) => name ?? []);
  const near = meant ?? didYouMean(property, known);
  const fix = near ? `Write "${near}".` : known.length > 0 ? `Only these are known: ${known.join(', ')}.` : undefined;
  return { message: `"${property}" is not known here`, subject: property, ...(fix && { fix }) };
}
