import type { Site, Value } from './literals.js';

/** Text that no fleet has of its own. */
export const mark = 'zq';

/**
 * Other values that a literal might have had: more by one, and twice as much, since what is rounded may hide the one;
 * the text with something behind.
 */
export function variants({ value, sort }: Site): readonly Value[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number')
    return Number.isInteger(value) ? [value * 2 + 1, value + 1, value - 1] : [value * 0.99, value * 1.01];
  const longer = `${value}${mark}`;
  if (sort !== 'value') return [longer];
  const amounts = otherAmounts(value);
  return amounts.length > 0 ? amounts : [longer];
}

/** `11m` and `6m` for `5m`; less, where more may be too much. */
function otherAmounts(text: string): string[] {
  const [, digits = '', unit = ''] = /^(\d+)([A-Za-z%]*)$/.exec(text) ?? [];
  if (digits === '') return [];
  const amount = Number(digits);
  const less = unit === 'Gi' ? [`${amount * 1024 - 1}Mi`] : amount > 1 ? [`${amount - 1}${unit}`] : [];
  return [`${amount * 2 + 1}${unit}`, `${amount + 1}${unit}`, ...less];
}

/**
 * The other keys of an object that has the literal's text as a key, the next one first: `node: 'k8s-api-auth'` names
 * one.
 */
export function siblings(site: Site, all: readonly Site[]): readonly string[] {
  const key = all.find(({ sort, value }) => sort === 'key' && value === site.value);
  if (!key || site.sort !== 'value') return [];
  const near = all.filter(
    ({ sort, path, declaration }) => sort === 'key' && declaration === key.declaration && same(path, key.path),
  );
  const here = near.indexOf(key);
  return [...near.slice(here + 1), ...near.slice(0, here)].map(({ value }) => String(value));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}
