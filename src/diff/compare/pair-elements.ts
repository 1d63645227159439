import { isList, isObject } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';
import { align, type Pair } from './align.js';
import { elementKeys, type ListNature } from './lists.js';
import { canonical } from './scalar.js';

/** Elements of two lists that stand for each other, how to name each, and whether their order changed. */
export interface PairedElements {
  readonly pairs: readonly Pair[];
  /** Name of a pair's element: its key, or its position in the list that has it. */
  readonly name: (pair: Pair) => string;
  readonly moved: boolean;
}

/** Pairs the elements of two lists by what tells them apart, or by what they hold. */
export function pairElements(before: readonly Json[], after: readonly Json[], nature: ListNature): PairedElements {
  const a = nature.keys && elementKeys(before, nature.keys);
  const b = nature.keys && elementKeys(after, nature.keys);
  if (a && b) return byKey(a, b, nature.ordered);
  const name = ([i, j]: Pair) => String(j ?? i);
  const [textsA, textsB] = [before.map(canonical), after.map(canonical)];
  if (!nature.ordered) return { pairs: joinGaps(bySame(textsA, textsB), before, after), name, moved: false };
  // The same elements in another order are a move, not so many removals and additions.
  if (before.length === after.length && sameSet(textsA, textsB)) {
    const pairs = bySame(textsA, textsB);
    return { pairs, name, moved: pairs.some(([i, j]) => i !== j) };
  }
  return { pairs: joinGaps(align(textsA, textsB), before, after), name, moved: false };
}

function byKey(a: readonly string[], b: readonly string[], ordered: boolean): PairedElements {
  const inAfter = new Map(b.map((key, j) => [key, j]));
  const pairs: Pair[] = a.map((key, i) => [i, inAfter.get(key)]);
  const inBefore = new Set(a);
  for (const [j, key] of b.entries()) if (!inBefore.has(key)) pairs.push([undefined, j]);
  const both = pairs.flatMap(([i, j]) => (i === undefined || j === undefined ? [] : [j]));
  return {
    pairs,
    name: ([i, j]) => (j === undefined ? (a[i ?? 0] ?? '') : (b[j] ?? '')),
    moved: ordered && both.some((j, at) => j < (both[at - 1] ?? -1)),
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const sorted = b.toSorted();
  return a.toSorted().every((text, i) => text === sorted[i]);
}

function bySame(a: readonly string[], b: readonly string[]): Pair[] {
  const free = new Map<string, number[]>();
  for (const [j, text] of b.entries()) free.set(text, [...(free.get(text) ?? []), j]);
  const taken = new Set<number>();
  const pairs: Pair[] = a.map((text, i) => {
    const j = free.get(text)?.shift();
    if (j !== undefined) taken.add(j);
    return [i, j];
  });
  for (const j of b.keys()) if (!taken.has(j)) pairs.push([undefined, j]);
  return pairs;
}

// Beyond this, elements are taken to be new: comparing each with each would take too long.
const COMPARED = 40;

/** Joins what stands alone on both sides where the two are alike enough to be one element that changed. */
function joinGaps(pairs: readonly Pair[], before: readonly Json[], after: readonly Json[]): Pair[] {
  const goneAt = pairs.flatMap(([i, j]) => (j === undefined && i !== undefined ? [i] : []));
  const newAt = pairs.flatMap(([i, j]) => (i === undefined && j !== undefined ? [j] : []));
  if (goneAt.length === 0 || newAt.length === 0 || goneAt.length > COMPARED || newAt.length > COMPARED)
    return [...pairs];
  const partner = new Map<number, number>();
  for (const { i, j } of ranked(goneAt, newAt, before, after)) {
    if (!partner.has(i) && ![...partner.values()].includes(j)) partner.set(i, j);
  }
  const joined = new Set(partner.values());
  return pairs.flatMap(([i, j]): Pair[] => {
    if (i === undefined) return j !== undefined && joined.has(j) ? [] : [[i, j]];
    return [[i, j ?? partner.get(i)]];
  });
}

/** Candidates, the most alike first; of equals the nearest. */
function ranked(goneAt: readonly number[], newAt: readonly number[], before: readonly Json[], after: readonly Json[]) {
  const leavesOf = (value: Json | undefined) => new Set(leaves(value, ''));
  const gone = goneAt.map((i) => ({ i, leaves: leavesOf(before[i]) }));
  const come = newAt.map((j) => ({ j, leaves: leavesOf(after[j]) }));
  return gone
    .flatMap(({ i, leaves: a }) =>
      come.map(({ j, leaves: b }) => {
        const common = [...a].filter((leaf) => b.has(leaf)).length;
        return { i, j, likeness: common / Math.max(a.size, b.size, 1) };
      }),
    )
    .filter(({ likeness }) => likeness > 0 || (goneAt.length === 1 && newAt.length === 1))
    .sort((a, b) => b.likeness - a.likeness || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
}

/** Each leaf of a value with its way to it, list positions left out: `from.port=80`. */
export function leaves(value: Json | undefined, path: string): string[] {
  if (isList(value)) return value.flatMap((item) => leaves(item, `${path}[]`));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
  return value === undefined || value === null ? [] : [`${path}=${value}`];
}
