const longest = 64;

/**
 * The candidate that was most likely meant by a word that is none of them: the one fewest typing errors away
 * (a letter wrong, missing, added, or two swapped; upper and lower case count as equal), one error for every three
 * letters at most. Of several at the same distance, the first in code-unit order, so that the answer does not depend
 * on the order of the candidates.
 * Errors: undefined when nothing is near, and for words over 64 characters.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  const written = word.toLowerCase();
  for (const candidate of candidates) {
    const length = Math.max(word.length, candidate.length);
    if (candidate === word || length > longest) continue;
    const other = candidate.toLowerCase();
    const most = Math.floor(length / 3);
    // Whatever else differs, each letter more is an error.
    if (Math.abs(written.length - other.length) > most) continue;
    const distance = editDistance(written, other);
    if (distance > most) continue;
    const nearer = best === undefined || distance < best.distance;
    if (nearer || (distance === best?.distance && candidate < best.candidate)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Damerau-Levenshtein distance, each pair of letters swapped at most once (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, substitute, swap));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

/** Whether `editDistance` is 1, in the time that reading the two takes. */
export function isOneSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  let before = 0;
  while (before < shorter && a[before] === b[before]) before += 1;
  let behind = 0;
  while (behind < shorter - before && a.at(-1 - behind) === b.at(-1 - behind)) behind += 1;
  const [left, right] = [a, b].map((word) => word.slice(before, word.length - behind));
  if (left === undefined || right === undefined || left === right) return false;
  return Math.max(left.length, right.length) === 1 || (left.length === 2 && right === `${left[1]}${left[0]}`);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
