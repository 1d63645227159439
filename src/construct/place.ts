import type { Place } from '../diagnostic/diagnostic.js';

/** Where an author's code called us. Worked out only when a message needs it: reading a stack is slow. */
export type CallSite = () => Place | undefined;

/**
 * The line that called `callee`. With source maps enabled (the command does that) it is a line of TypeScript.
 * `file` is absolute: whoever prints it knows the project's root.
 */
export function callSite(callee: (...args: never[]) => unknown): CallSite {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  return () => placeOf(holder.stack ?? '');
}

const MADE = Symbol('eco:made');

/**
 * An object that a factory makes for an author, which remembers where it was called: of its properties nothing may stand in
 * the source. Neither shows among them, nor does a copy have it.
 */
export function made<T extends object>(factory: (...args: never[]) => unknown, object: T): T {
  return Object.defineProperty(object, MADE, { value: callSite(factory) });
}

/** Where an author had an object made; undefined of one that nobody `made`. */
export function placeMade(object: object): Place | undefined {
  const site: unknown = Reflect.get(object, MADE);
  return typeof site === 'function' ? site() : undefined;
}

/** First `file:line:column` of a stack as V8 prints it, past the files that `isPassed` says of. */
export function placeOf(stack: string, isPassed: (file: string) => boolean = () => false): Place | undefined {
  for (const line of stack.split('\n')) {
    const found = /^\s+at (?:.*\()?(?:file:\/\/)?(\/.+|[A-Za-z]:\\.+):(\d+):(\d+)\)?$/.exec(line);
    if (found?.[1] && !isPassed(found[1])) return { file: found[1], line: Number(found[2]), column: Number(found[3]) };
  }
  return undefined;
}
