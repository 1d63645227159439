import type { RunOptions } from '../checks/run-set.js';
import type { Terminal } from './command.js';

/** A line on the terminal that says what a command is about. It is gone before anything else is printed. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

/** Says which rule runs, where somebody looks. */
export function ruleStatus({ status }: Pick<Terminal, 'status'>): RunOptions['onRule'] {
  return status && ((set, number, of) => status(`checking ${set}: rule ${number} of ${of}`.replace(' :', ':')));
}

/** Whoever waits less does not ask what takes so long. Unit: milliseconds since the process began. */
const late = 1000;
/** More often nobody reads it, and writing takes time too. Unit: milliseconds. */
const seldom = 100;
const erase = '\r\u001b[2K';

/**
 * @param write to the terminal
 * @param now milliseconds since the process began
 * @param width of the terminal, in characters
 */
export function statusLine(write: (text: string) => void, now: () => number, width: number): StatusLine {
  let last = Number.NEGATIVE_INFINITY;
  let stands = false;
  return {
    show: (text) => {
      const at = now();
      if (at < late || at - last < seldom) return;
      write(`${erase}${text.slice(0, width - 1)}`);
      last = at;
      stands = true;
    },
    clear: () => {
      if (stands) write(erase);
      stands = false;
    },
  };
}
