import { choicesOf } from '../../service/properties/choices.js';
import { ownerOfType, propertyFix } from '../../service/properties/properties.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { TypeMistake, Written } from './mistake.js';
import { bare, namesIn } from './unions.js';
import { wrongType } from './wrong-type.js';
import { wrongUnit } from './wrong-unit.js';

/**
 * The mistakes that authors make most, out of the compiler's words: a name that is none of those known, a quantity
 * without a known unit, a property that is missing or unknown, a scale that is both, text for a number.
 * Errors: undefined for every other mistake; the compiler's own words then serve.
 *
 * @param text the compiler's first line, behind `TS2322: `
 */
export function typeMistake(text: string, written: Written = {}): TypeMistake | undefined {
  const other = unknownEnvironment(text);
  if (other) return other;
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
    ...(whyUnknown.get(key) && { why: whyUnknown.get(key) }),
    fix: near ? `Write "${near}".` : `One of: ${names.join(', ')}.`,
    subject: name,
  };
}

/** What comes of a name that does not exist, by the property that has it. */
const whyUnknown = new Map([
  ['node', 'No machine has that name: the pods would stay Pending.'],
  ['severity', 'No route of Alertmanager has that severity: nobody would be told.'],
  ['pool', 'Celery would not start.'],
  ['scheme', 'The controller would make no load balancer.'],
]);

/** A key of what `env.pick` is given, of which there is no environment: see `NoOther`. */
function unknownEnvironment(text: string): TypeMistake | undefined {
  const [, keys, names] = /NoEnvironment<(.+?), (.+?)>'\.?$/.exec(text) ?? [];
  const [name] = namesIn(keys) ?? [];
  const known = namesIn(names);
  if (name === undefined || known === undefined) return undefined;
  // Where one is missing the compiler says that first: here all of them are there.
  return {
    message: `"${name}" is no environment of the fleet`,
    why: 'Nobody would ever ask for its value.',
    fix: `Take it out: the environments are ${known.join(', ')}.`,
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
  return {
    message: `${key} "${path}" does not begin with "/"`,
    why: 'The path of every request does: none would match.',
    fix: `Write "/${meant}".`,
    subject: path,
  };
}

function bothScales(given: string, wanted: string): TypeMistake | undefined {
  if (!/^(?:Fixed|Automatic)?Scale$/.test(wanted) || !given.includes('replicas:')) return undefined;
  if (!/"automatic"|'automatic'|min:/.test(given)) return undefined;
  return {
    message: 'scale is fixed and automatic at once',
    why: 'The autoscaler and each synchronization would set the number of pods by turns.',
    fix: 'Write fixed(2), or automatic({ min: 1, max: 4, cpu: 70 }).',
  };
}

function unimported(name: string, { exporters, meant, behind = '' }: Written): TypeMistake {
  const [from] = exporters?.(name) ?? [];
  if (from !== undefined)
    return { message: `"${name}" is not imported`, fix: `import { ${name} } from '${from}';`, subject: name };
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
    why: 'The pods would not start: CreateContainerConfigError.',
    fix: near ? `Write "${near}".` : `Write one of: ${known.join(', ')}; or declare it: ${add}.`,
    subject: key,
  };
}

function unknownProperty(property: string, type: string, meant?: string): TypeMistake {
  const bareProperty = property.replace(/^['"]|['"]$/g, '');
  const known = [...type.matchAll(/(?:[{;] )(?:readonly )?['"]?([\w$-]+)['"]?\??:/g)].flatMap(([, name]) => name ?? []);
  const near = meant ?? didYouMean(bareProperty, known);
  const owner = ownerOfType(type);
  const only = known.length > 0 ? `Only these are known: ${known.join(', ')}.` : undefined;
  const fix = near ? `Write "${near}".` : owner ? propertyFix(owner, property) : only;
  const why = 'It would change nothing in the cluster.';
  return { message: `"${bareProperty}" is not known here`, subject: property, why, ...(fix && { fix }) };
}
