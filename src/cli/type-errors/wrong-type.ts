import type { TypeMistake, Written } from './mistake.js';

const words: Readonly<Record<string, string>> = { number: 'a number', string: 'a text' };

/** Text where a number is wanted, a number where an object is, the name of a thing instead of the thing. */
export function wrongType(
  given: string,
  wanted: string,
  { key = 'the value', value }: Written,
): TypeMistake | undefined {
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
  const isBeside = given === 'Strategy<"side-by-side">' || given === 'MigrationTarget';
  if (isBeside && types.join() === 'StatefulStrategy')
    return {
      message: `${key} runs new pods beside old ones, which a worker with local state cannot have`,
      why: 'The new pod would wait for a volume that the old one still holds.',
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
  if (given === 'number' && wanted === 'string')
    return {
      message: `${key} is a number, where text is wanted`,
      fix: value === undefined ? 'Write it in quotes.' : `Write '${value}'.`,
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
