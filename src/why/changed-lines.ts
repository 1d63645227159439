/**
 * The lines of a text, from 1, that another does not have in the same order: a longest common subsequence decides which
 * lines stay. Time grows with the product of what differs between the first and the last difference.
 */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  if (before === after) return new Set();
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let [endOld, endNow] = [old.length, now.length];
  while (endOld > start && endNow > start && old[endOld - 1] === now[endNow - 1]) {
    endOld -= 1;
    endNow -= 1;
  }
  const [rows, columns] = [endOld - start, endNow - start];
  // lengths[i][j]: the most lines that the rests from i and from j have in common.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const same = (i: number, j: number) => old[start + i] === now[start + j];
  for (let i = rows - 1; i >= 0; i -= 1) {
    const row = lengths[i];
    for (let j = columns - 1; row && j >= 0; j -= 1)
      row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const changed = new Set<number>();
  for (let i = 0, j = 0; i < rows; ) {
    if (j < columns && same(i, j)) {
      i += 1;
      j += 1;
    } else if (j < columns && at(i, j + 1) > at(i + 1, j)) j += 1;
    else {
      changed.add(start + i + 1);
      i += 1;
    }
  }
  return changed;
}
