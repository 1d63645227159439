import type { StructuralSchema } from './structural.js';

/** The rules in CEL of the kinds of one group, and where they were read from. */
export interface RuledKinds {
  readonly module: string;
  /** The releases that have the rules, and their checksums. */
  readonly releases: readonly { readonly version: string; readonly sum: string }[];
  readonly licence: string;
  /** By kind: of its schema what the rules need, for every version of the kind. */
  readonly kinds: Readonly<Record<string, StructuralSchema>>;
}
