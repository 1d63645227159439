import { Failure } from '../failure.js';

/** A fleet cannot begin there, or so. */
export function refusal(message: string, fix: string): Failure {
  return new Failure({ rule: 'init', severity: 'error', message, why: 'Nothing was written.', fix });
}
