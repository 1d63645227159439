import { components } from '../order/components.js';

/** A box on the map. Unit: one is a column or a row. */
export interface Placed {
  readonly id: string;
  readonly column: number;
  readonly row: number;
}

interface Link {
  readonly from: string;
  readonly to: string;
}

const SWEEPS = 4;

/**
 * Places boxes in columns from left to right: callers before what they call, those that nobody calls and that call
 * nobody at the very end. In a column, a box stands near its callers. The same input gives the same places.
 * Source: K. Sugiyama et al., Methods for visual understanding of hierarchical system structures, 1981.
 */
export function layout(ids: readonly string[], links: readonly Link[], mostRows = 12): Placed[] {
  const next = grouped(
    links,
    ({ from }) => from,
    ({ to }) => to,
  );
  const previous = grouped(
    links,
    ({ to }) => to,
    ({ from }) => from,
  );
  const linked = ids.filter((id) => next.has(id) || previous.has(id));
  const alone = ids.filter((id) => !next.has(id) && !previous.has(id));
  const columns = arranged(columnsOf(linked, next, previous), next, previous);
  const wide = columns.flatMap((column) => chunks(column, mostRows));
  // Alone they need not be high: a block as wide as the rest is high.
  const rest = chunks(
    alone,
    Math.min(mostRows, Math.max(wide.length > 0 ? height(wide) : 1, Math.ceil(Math.sqrt(alone.length / 2)))),
  );
  return [...wide, ...rest].flatMap((column, at) => column.map((id, row) => ({ id, column: at, row })));
}

/** Longest way from a box that nobody calls; boxes of one cycle stand in one column. */
function columnsOf(
  ids: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
  called: ReadonlyMap<string, unknown>,
): string[][] {
  const depth = new Map<string, number>();
  // Each group comes after all that it leads to: from the back, callers come first.
  for (const group of components(ids, (id) => next.get(id) ?? []).reverse()) {
    const own = Math.max(0, ...group.map((id) => depth.get(id) ?? 0));
    for (const id of group) {
      depth.set(id, own);
      for (const to of next.get(id) ?? [])
        if (!group.includes(to)) depth.set(to, Math.max(depth.get(to) ?? 0, own + 1));
    }
  }
  const columns: string[][] = [];
  for (const id of ids) {
    const at = called.has(id) ? (depth.get(id) ?? 0) : besideFirst(id, next, depth);
    columns[at] = [...(columns[at] ?? []), id];
  }
  return columns;
}

/** Who is called by nobody stands just before the first that it calls: its lines are short. */
function besideFirst(
  id: string,
  next: ReadonlyMap<string, readonly string[]>,
  depth: ReadonlyMap<string, number>,
): number {
  return Math.max(0, Math.min(...(next.get(id) ?? []).map((to) => depth.get(to) ?? 0)) - 1);
}

/** Orders each column by the mean place of the neighbours in the column before, then behind, and so on. */
function arranged(
  columns: readonly (readonly string[])[],
  next: ReadonlyMap<string, readonly string[]>,
  previous: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const sorted = columns.map((column) => [...column]);
  const place = new Map<string, number>();
  const remember = (column: readonly string[]) => {
    for (const [row, id] of column.entries()) place.set(id, (row + 0.5) / column.length);
  };
  for (const column of sorted) remember(column);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const neighbours = sweep % 2 === 0 ? previous : next;
    for (const column of sweep % 2 === 0 ? sorted : [...sorted].reverse()) {
      const mean = new Map(column.map((id) => [id, meanOf(neighbours.get(id) ?? [id], place)]));
      column.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
      remember(column);
    }
  }
  return sorted;
}

function height(columns: readonly (readonly string[])[]): number {
  return Math.max(...columns.map(({ length }) => length));
}

function meanOf(ids: readonly string[], place: ReadonlyMap<string, number>): number {
  return ids.reduce((sum, id) => sum + (place.get(id) ?? 0), 0) / ids.length;
}

function grouped(
  links: readonly Link[],
  key: (link: Link) => string,
  value: (link: Link) => string,
): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const link of links) {
    const known = map.get(key(link));
    if (known) known.push(value(link));
    else map.set(key(link), [value(link)]);
  }
  return map;
}

function chunks(list: readonly string[], size: number): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
