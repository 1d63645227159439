/** A line on the terminal that says what a command is about. It is gone before anything else is printed. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

/** Whoever waits less does not ask what takes so long. Unit: milliseconds since the process began. */
const late = 1000;
/** More often nobody reads it, and writing takes time too. Unit: milliseconds. */
const seldom = 100;
const erase = '\r\u001b[2K';

/**
 * @param write to the terminal; undefined where nobody looks: a pipe, a file, a machine that builds
 * @param now milliseconds since the process began
 */
export function statusLine(write: ((text: string) => void) | undefined, now: () => number, width: number): StatusLine {
  let last = Number.NEGATIVE_INFINITY;
  let stands = false;
  return {
    show: (text) => {
      const at = now();
      if (!write || at < late || at - last < seldom) return;
      write(`${erase}${text.slice(0, width - 1)}`);
      last = at;
      stands = true;
    },
    clear: () => {
      if (stands) write?.(erase);
      stands = false;
    },
  };
}
