import type { ReviewObject } from '../review.js';

/** One side of a row. `number` counts the lines of that side, from 1. */
export interface Cell {
  readonly number: number;
  readonly text: string;
  /** Where the part that differs from the other side begins and ends. */
  readonly from?: number;
  readonly to?: number;
}

/** A row of the two columns. `cosmetic`: both sides mean the same. */
export interface Row {
  readonly is: 'same' | 'changed' | 'cosmetic';
  readonly before?: Cell;
  readonly after?: Cell;
  /** Number of the place that sets it, where one begins. */
  readonly place?: number;
}

/** A stretch of rows; a folded one is not shown until asked for. */
export interface Stretch {
  readonly folded: boolean;
  readonly rows: readonly Row[];
}

/** Unchanged lines around a change; a fold of fewer lines than this is none. */
const AROUND = 3;
const WORTH = 6;

/** The lines of an object as two columns: what goes and what comes in its place stand side by side. */
export function rowsOf({ yaml, places }: Pick<ReviewObject, 'yaml' | 'places'>): Row[] {
  const place = new Map(places);
  const rows: Row[] = [];
  const old: Side[] = [];
  const now: Side[] = [];
  let [a, b] = [0, 0];
  const flush = () => {
    for (let i = 0; i < Math.max(old.length, now.length); i += 1) rows.push(pair(old[i], now[i], place));
    old.length = 0;
    now.length = 0;
  };
  for (const [line, written] of yaml.split('\n').entries()) {
    const [mark, text] = [written.charAt(0), written.slice(1)];
    if (mark === ' ') {
      flush();
      const own = place.get(line);
      const both = { before: { number: ++a, text }, after: { number: ++b, text } };
      rows.push({ is: 'same', ...both, ...(own !== undefined && { place: own }) });
      continue;
    }
    const counts = mark === '-' || mark === '+';
    if (mark === '-' || mark === '<') {
      // What goes after something new came is another change.
      if (now.length > 0) flush();
      old.push({ cell: { number: ++a, text }, line, counts });
    } else now.push({ cell: { number: ++b, text }, line, counts });
  }
  flush();
  return rows;
}

interface Side {
  readonly cell: Cell;
  /** In the text of both sides. */
  readonly line: number;
  readonly counts: boolean;
}

function pair(old: Side | undefined, now: Side | undefined, places: ReadonlyMap<number, number>): Row {
  const is = old?.counts || now?.counts ? 'changed' : 'cosmetic';
  const place = now && places.get(now.line);
  const [before, after] = old && now ? differing(old.cell, now.cell) : [old?.cell, now?.cell];
  return { is, ...(before && { before }), ...(after && { after }), ...(place !== undefined && { place }) };
}

/** Marks what differs inside two lines; nothing where they have little in common. */
function differing(before: Cell, after: Cell): [Cell, Cell] {
  const [a, b] = [before.text, after.text];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  if (start <= a.length - a.trimStart().length) return [before, after];
  return [
    { ...before, from: start, to: a.length - end },
    { ...after, from: start, to: b.length - end },
  ];
}

/** Hides long stretches in which nothing changes. */
export function foldRows(rows: readonly Row[]): Stretch[] {
  const near = rows.map(() => false);
  for (const [i, { is }] of rows.entries()) {
    if (is !== 'same') near.fill(true, Math.max(0, i - AROUND), i + AROUND + 1);
  }
  const stretches: { folded: boolean; rows: Row[] }[] = [];
  for (const [i, row] of rows.entries()) {
    const folded = near[i] === false;
    const last = stretches.at(-1);
    if (last && last.folded === folded) last.rows.push(row);
    else stretches.push({ folded, rows: [row] });
  }
  return stretches.map(({ folded, rows: all }) => ({ folded: folded && all.length >= WORTH, rows: all }));
}
