import { Script } from 'node:vm';

/** What a fleet may take to be loaded, and its definitions of one environment to be called: both take milliseconds. */
export const limitSeconds = 5;

const slot = Symbol.for('eco:limited');
// Only a script can be ended from outside, and it sees nothing but what is global.
const call = new Script("globalThis[Symbol.for('eco:limited')]()");
const global: object = new Script('globalThis').runInThisContext();

/**
 * Runs what an author wrote, and ends it where it does not end by itself. What it threw is thrown.
 * @returns `undefined` where it was ended: no `finally` in it has run
 */
export function limited<T>(run: () => T, seconds = limitSeconds): { readonly value: T } | undefined {
  Reflect.set(global, slot, run);
  try {
    return { value: call.runInThisContext({ timeout: seconds * 1000 }) };
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return undefined;
    throw error;
  } finally {
    Reflect.deleteProperty(global, slot);
  }
}
