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

/** First `file:line:column` of a stack as V8 prints it. */
export function placeOf(stack: string): Place | undefined {
  for (const line of stack.split('\n')) {
    const found = /^\s+at (?:.*\()?(?:file:\/\/)?(\/.+|[A-Za-z]:\\.+):(\d+):(\d+)\)?$/.exec(line);
    if (found?.[1]) return { file: found[1], line: Number(found[2]), column: Number(found[3]) };
  }
  return undefined;
}
