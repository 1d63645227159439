import { didYouMean } from '../../values/did-you-mean.js';
import type { TypeMistake, Written } from './mistake.js';
import { namesIn } from './unions.js';

/**
 * A value that is compared with one that it never has: `env.name === 'prd'`.
 * Errors: undefined for every other mistake, and where what it may be is not a list of names.
 *
 * @param text the compiler's first line, behind `TS2367: `
 */
export function comparisonMistake(text: string, { behind = '' }: Written): TypeMistake | undefined {
  const [, left, right] =
    /the types '(.+)' and '(.+)' have no overlap/.exec(text) ??
    /^Type '(.+)' is not comparable to type '(.+)'/.exec(text) ??
    [];
  const sides = [namesIn(left), namesIn(right)].filter((names) => names !== undefined);
  const written = sides.find(([name, ...more]) => more.length === 0 && name !== undefined && quotes(behind, name));
  const names = sides.find((side) => side !== written);
  const name = written?.[0];
  if (name === undefined || names === undefined) return undefined;
  const near = didYouMean(name, names);
  const [compared = 'the value'] =
    /[A-Za-z_$][\w$]*(?:\??\.[\w$]+)*(?=\s*[!=]==?)|(?<=[!=]==?\s*)[A-Za-z_$][\w$.]*/.exec(behind) ?? [];
  return {
    message: `${compared} is never "${name}" here`,
    why: 'What is meant for that case would never be.',
    fix: near ? `Write "${near}".` : names.length === 1 ? `It is "${names[0]}".` : `One of: ${names.join(', ')}.`,
    subject: name,
  };
}

function quotes(line: string, name: string): boolean {
  return line.includes(`'${name}'`) || line.includes(`"${name}"`);
}
