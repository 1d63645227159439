/** Two sequences side by side: each pair holds the positions of what stands for each other, or of one alone. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/**
 * Aligns two sequences of texts: what is equal and in the same order is paired, the rest stands alone, in order.
 * Lines that occur once on both sides are the anchors (Bram Cohen's patience diff); between them equal beginnings and
 * ends are paired. Time grows with n log n, whatever the difference.
 */
export function align(before: readonly string[], after: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  const stack: [number, number, number, number][] = [[0, before.length, 0, after.length]];
  const found: Pair[] = [];
  while (stack.length > 0) {
    const [fromA, toA, fromB, toB] = stack.pop() ?? [0, 0, 0, 0];
    let a = fromA;
    let b = fromB;
    while (a < toA && b < toB && before[a] === after[b]) found.push([a++, b++]);
    let endA = toA;
    let endB = toB;
    while (endA > a && endB > b && before[endA - 1] === after[endB - 1]) found.push([--endA, --endB]);
    if (a === endA || b === endB) continue;
    const anchors = uniqueInBoth(before, a, endA, after, b, endB);
    for (const [i, j] of anchors) {
      stack.push([a, i, b, j]);
      found.push([i, j]);
      a = i + 1;
      b = j + 1;
    }
    if (anchors.length > 0) stack.push([a, endA, b, endB]);
  }
  found.sort(([a], [b]) => (a ?? 0) - (b ?? 0));
  let [i, j] = [0, 0];
  for (const [a = 0, b = 0] of [...found, [before.length, after.length] satisfies Pair]) {
    while (i < a) pairs.push([i++, undefined]);
    while (j < b) pairs.push([undefined, j++]);
    if (a < before.length) pairs.push([i++, j++]);
  }
  return pairs;
}

/** Positions of lines that occur once on each side, the longest run of them that keeps its order. */
function uniqueInBoth(
  before: readonly string[],
  fromA: number,
  toA: number,
  after: readonly string[],
  fromB: number,
  toB: number,
): [number, number][] {
  const once = (lines: readonly string[], from: number, to: number) => {
    const at = new Map<string, number>();
    for (let i = from; i < to; i += 1) at.set(lines[i] ?? '', at.has(lines[i] ?? '') ? -1 : i);
    return at;
  };
  const inAfter = once(after, fromB, toB);
  const candidates: [number, number][] = [];
  for (const [line, i] of once(before, fromA, toA)) {
    const j = inAfter.get(line) ?? -1;
    if (i >= 0 && j >= 0) candidates.push([i, j]);
  }
  return longestRising(candidates);
}

/** Longest run whose second numbers rise; the first ones rise already. Source: patience sorting. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const previous: number[] = [];
  for (const [at, [, j]] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = at;
  }
  const run: [number, number][] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair) run.push(pair);
  }
  return run.reverse();
}
