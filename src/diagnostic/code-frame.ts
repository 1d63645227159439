import type { Place } from './diagnostic.js';
import { columns, visible } from './visible.js';

/** The source line with its number, and the line under it that points. Both without the paint. */
export interface CodeFrame {
  readonly gutter: string;
  readonly source: string;
  readonly emptyGutter: string;
  /** Spaces, then a `^` for every column underlined. */
  readonly pointer: string;
}

interface Cell {
  /** Offset in the line behind the character. */
  readonly end: number;
  readonly shown: string;
  readonly width: number;
}

const tab = '  ';
const nearby = 2000;

/**
 * Shows `line`, the text at `place.line`, in at most `width` columns. A longer line is cut to the part around the
 * place, `…` standing for the rest; a tab shows as two spaces; the underline ends with the line.
 */
export function codeFrame(line: string, place: Place, width: number): CodeFrame {
  const number = `${place.line}`.padStart(4);
  const start = place.column - 1;
  const all = cells(line.replace(/[\r\n]+$/, ''), start);
  const first = indexAt(all, start);
  const end = Math.max(first + 1, indexAt(all, start + (place.length ?? 1)));
  const room = Math.max(20, width - number.length - 3);

  const behind = first === all.length ? 1 : 0;
  const fits = columnsOf(all) + behind <= room || columnsOf(all.slice(0, end)) + behind < room;
  const from = fits ? 0 : startOfCut(all, first, room);
  const cutLeft = from > 0 ? '…' : '';
  const to = endOfCut(all, from, room - cutLeft.length);
  const cutRight = to < all.length ? '…' : '';
  const indent = cutLeft.length + columnsOf(all.slice(from, first));
  return {
    gutter: `${number} | `,
    source: `${cutLeft}${textOf(all.slice(from, to))}${cutRight}`.trimEnd(),
    emptyGutter: `${' '.repeat(number.length)} | `,
    pointer: ' '.repeat(indent) + '^'.repeat(Math.max(1, columnsOf(all.slice(first, Math.min(end, to))))),
  };
}

/** What each character shows as. Of a minified file's one line, only the part near the place is looked at. */
function cells(line: string, start: number): Cell[] {
  let offset = Math.max(0, start - nearby);
  const part = line.slice(offset, start + nearby);
  return [...part].map((character) => {
    const shown = character === '\t' ? tab : visible(character);
    offset += character.length;
    return { end: offset, shown, width: columns(shown) };
  });
}

function indexAt(all: readonly Cell[], offset: number): number {
  const index = all.findIndex((cell) => cell.end > offset);
  return index < 0 ? all.length : index;
}

function startOfCut(all: readonly Cell[], first: number, room: number): number {
  let from = first;
  while (from > 0 && columnsOf(all.slice(from - 1, first)) <= room / 3) from -= 1;
  return from;
}

function endOfCut(all: readonly Cell[], from: number, room: number): number {
  if (columnsOf(all.slice(from)) <= room) return all.length;
  let to = from;
  while (columnsOf(all.slice(from, to + 1)) < room) to += 1;
  return to;
}

function columnsOf(part: readonly Cell[]): number {
  return part.reduce((sum, cell) => sum + cell.width, 0);
}

function textOf(part: readonly Cell[]): string {
  return part.map((cell) => cell.shown).join('');
}
