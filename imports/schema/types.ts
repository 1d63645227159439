/** The part of JSON Schema that Kubernetes schemas use, draft 7. Objects are closed unless `additionalProperties` says otherwise. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  /** Fields that name an entry of this list, as far as the server merges it by them. */
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** Types by name. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Where a `$ref` is looked up: `#/definitions/<name>`. */
export interface Types {
  at(ref: string): Schema | undefined;
}

/** One thing that is wrong with an object, at the field that is wrong. One cause, one error. */
export interface SchemaError {
  /** From the object's root; of an unknown field it ends in that field, of a missing one in the object that lacks it. */
  readonly path: readonly (string | number)[];
  /**
   * JSON Schema's own word: `additionalProperties` (unknown field), `required`, `type`, `enum`, `pattern`, `format`, …
   * Of `oneOf` and `anyOf` between fields: how many of `params.fields` may be set.
   */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What could stand there: sibling field names for an unknown field, the values of an enum. */
  readonly allowed?: readonly string[];
  readonly value?: unknown;
}
