import { placeOf } from '../../construct/place.js';

/** What an author's code asked for that is another in each run. Its stack begins with the author's line. */
export class Unsteady extends Error {
  readonly why = 'The same sources give other manifests with each run: pods restart for nothing, and CI refuses dist/.';
  readonly fix = 'Write the value itself; env.pick({ … }) where environments differ.';
}

/**
 * From here on, `new Date()`, `Date.now()`, `Math.random()` and `process.env` throw where an author's own code asks for
 * them: one output belongs to one commit. Installed packages go on as ever.
 * @returns ends it
 */
export function holdSteady(): () => void {
  const { Date: date } = globalThis;
  const { now } = date;
  const { random } = Math;
  const env = Object.getOwnPropertyDescriptor(process, 'env');

  const refuse = (name: string, asked: (...args: never[]) => unknown) => {
    const place = callerOf(asked);
    if (!place || isLibrary(place.file)) return;
    const error = new Unsteady(`${name}, which is another with each run`);
    Error.captureStackTrace(error, asked);
    throw error;
  };
  const steadyNow = () => {
    refuse('Date.now()', steadyNow);
    return now();
  };
  const steadyRandom = () => {
    refuse('Math.random()', steadyRandom);
    return random();
  };
  const construct = (target: DateConstructor, given: never[], as: () => unknown) => {
    if (given.length === 0) refuse('new Date()', construct);
    return Reflect.construct(target, given, as);
  };
  const apply = () => {
    refuse('Date()', apply);
    return date();
  };
  const readEnv = () => {
    refuse('process.env', readEnv);
    return env?.value;
  };

  date.now = steadyNow;
  Math.random = steadyRandom;
  globalThis.Date = new Proxy(date, { construct, apply });
  Object.defineProperty(process, 'env', { configurable: true, enumerable: true, get: readEnv });
  return () => {
    date.now = now;
    Math.random = random;
    globalThis.Date = date;
    if (env) Object.defineProperty(process, 'env', env);
  };
}

/** Whether a file is of this library, which is one file where it is a command, or of an installed package. */
export function isLibrary(file: string): boolean {
  return file === __filename || /[\\/]node_modules[\\/]/.test(file);
}

function callerOf(callee: (...args: never[]) => unknown) {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  return placeOf(holder.stack ?? '');
}
