import type { Finding } from '../../diagnostic/diagnostic.js';

/** A finding, at the definition; `property`: what of it is wrong. */
export interface DefinitionFinding extends Finding {
  readonly property?: { readonly object: object; readonly key: string; readonly item?: number };
}
