import type { Finding } from '../../diagnostic/diagnostic.js';
import { get, isList, text } from '../../manifest/access.js';
import { type FieldPath, formatPath, type Json } from '../../manifest/manifest.js';

/**
 * What keeps a path from naming an element of a list that it passes through: a name where an index belongs, an index past the
 * end. The index right behind the last element names a new one, which is given whole. Undefined where each step fits.
 *
 * @param what whose field the path names, for the message
 */
export function listMistake(
  before: Json,
  path: FieldPath,
  what: string,
): Pick<Finding, 'message' | 'why' | 'fix'> | undefined {
  let here: Json | undefined = before;
  for (const [i, step] of path.entries()) {
    const items: readonly Json[] | undefined = isList(here) ? here : undefined;
    // A list that is missing is made with its first element.
    if ((items ?? here === undefined) && !fits(step, items ?? [], i === path.length - 1)) {
      if (!items && typeof step === 'string') return undefined;
      return mistake(formatPath(path.slice(0, i)), step, items ?? [], what);
    }
    here = get(here, [step]);
  }
  return undefined;
}

function fits(step: string | number, items: readonly Json[], last: boolean): boolean {
  if (typeof step === 'string' || !Number.isInteger(step) || step < 0) return false;
  return step < items.length || (step === items.length && (last || step === 0));
}

function mistake(list: string, step: string | number, items: readonly Json[], what: string) {
  const names = items.map((item) => text(item, 'name') ?? (typeof item === 'object' ? undefined : String(item)));
  const at = (index: number) => `.at(${index})${names[index] === undefined ? '' : ` for "${names[index]}"`}`;
  const meant = typeof step === 'string' ? named(step, names) : undefined;
  const all = items.length > 0 ? items.map((_, index) => at(index)).join(', ') : at(0);
  const holds = items.length === 0 ? 'no element' : items.length === 1 ? '1 element' : `${items.length} elements`;
  const asked = typeof step === 'string' ? `"${step}"` : `.at(${step})`;
  return {
    message: `the override of ${what} asks ${list} for ${asked}; the list holds ${holds}`,
    why: 'Nothing is set: elements count from 0, and the one behind the last is new where it is given whole.',
    fix: `Write ${meant === undefined ? all : at(meant)}.`,
  };
}

/** The element that is called so, or that stands at the index written as `[0]`. */
function named(step: string, names: readonly (string | undefined)[]): number | undefined {
  const index = /^\d+$/.test(step) ? Number(step) : names.indexOf(step);
  return index >= 0 && index < names.length ? index : undefined;
}
