import type { Finding } from '../../diagnostic/diagnostic.js';

/** A finding, at the definition or the list of them; `property`: what of it is wrong, without `key` an argument of the call. */
export interface DefinitionFinding extends Finding {
  readonly property?: { readonly object: object; readonly key?: string; readonly item?: number };
}
