/** A custom resource that is read from a package. */
export interface CustomKind {
  readonly package: string;
  readonly group: string;
  readonly version: string;
  /** Older versions that the operator still serves, with the same schema. */
  readonly alsoServed?: readonly string[];
  readonly kind: string;
  readonly scope?: 'Cluster';
  /** The file of the kind's schema in the package, without `.js`. */
  readonly schema: string;
  /** Parts that are kept opaque, by their path: `spec.generators[].matrix`. Rare, large, or a tree in itself. */
  readonly opaque?: RegExp;
  /** Checked, but never authored here: no class is made of it. */
  readonly schemaOnly?: boolean;
}

/** Several kinds that differ in their names alone. */
export function kindsOf(
  common: Omit<CustomKind, 'kind' | 'schema'>,
  prefix: string,
  names: readonly string[],
): CustomKind[] {
  return names.map((kind) => ({ ...common, kind, schema: `${prefix}${kind}` }));
}
