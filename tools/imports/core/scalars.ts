import type { Schema } from '../../../imports/schema/types.js';

/** A field that takes a number of things or a name of one, such as a port or a share in percent. */
export const intOrString: Schema = { type: ['integer', 'string'] };

/** An amount with a unit. The API server reads a bare number too. */
export const quantity: Schema = { type: ['string', 'number'], format: 'quantity' };
