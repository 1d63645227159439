import type { Place } from '../../diagnostic/diagnostic.js';

/** The lines of a file. Where they start is worked out when the first place is asked for, and once. */
export class Lines {
  #starts?: readonly number[];

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** Line and column of an offset. What spans several lines is underlined to the end of its first line. */
  place(start: number, end: number): Place {
    this.#starts ??= startsOf(this.text);
    const line = lineAt(this.#starts, start);
    const lineEnd = this.#starts[line + 1];
    const stop = Math.min(end, lineEnd === undefined ? this.text.length : lineEnd - 1);
    const length = this.text.slice(start, stop).trimEnd().length;
    const column = start - (this.#starts[line] ?? 0) + 1;
    return { file: this.file, line: line + 1, column, ...(length > 1 ? { length } : {}) };
  }

  /** The text of a line, the first being 0. */
  line(at: number): string {
    this.#starts ??= startsOf(this.text);
    const start = this.#starts[at];
    if (start === undefined) return '';
    const end = this.#starts[at + 1];
    return this.text.slice(start, end === undefined ? undefined : end - 1);
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at the offset or before. */
function lineAt(starts: readonly number[], offset: number): number {
  let from = 0;
  let to = starts.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) <= offset) from = middle;
    else to = middle;
  }
  return from;
}
