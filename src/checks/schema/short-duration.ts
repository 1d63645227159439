import type { SchemaError } from './errors.js';

/** Whether a definition of Istio's refuses a duration as too short: vs-timeout says so, whichever field it is. */
export function isShortDuration({ keyword, params }: SchemaError): boolean {
  return keyword === 'x-kubernetes-validations' && params?.message === 'must be a valid duration greater than 1ms';
}
