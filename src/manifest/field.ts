import { get, HERE, isList, isObject, object, parsePath } from './access.js';
import type { FieldPath, Json, JsonObject, Manifest, Origin } from './manifest.js';

/** A document that says where it came from: a manifest, or a source. */
export interface Origined {
  readonly object: JsonObject;
  readonly origin: Origin;
}

/**
 * A value of a manifest that knows where it stands, so that a rule can report it. Reading on from a field that is not
 * there gives another field that is not there: no rule needs to test each step.
 */
export class Field<M extends Origined = Manifest> {
  /** @param from the step or steps from the field above; from the root of the manifest where none is given */
  constructor(
    readonly manifest: M,
    private readonly from: FieldPath | FieldPath[number],
    readonly value: Json | undefined,
    private readonly above?: Field<M>,
  ) {}

  /** The steps from the root. Worked out when it is asked for: of thousands of fields few are reported. */
  get path(): FieldPath {
    const path: FieldPath[number][] = [];
    this.trace(path);
    return path;
  }

  private trace(path: FieldPath[number][]): void {
    const { from } = this;
    this.above?.trace(path);
    if (typeof from === 'object') path.push(...from);
    else path.push(from);
  }

  /** The field below, by dotted path or by steps; `[]` in the path is not allowed here: see `items`. */
  at(path: string | FieldPath): Field<M> {
    const steps = typeof path === 'string' ? parsePath(path) : path;
    return new Field(this.manifest, steps, get(this.value, steps), this);
  }

  /** The elements of the list here or at `path`. */
  items(path: string | FieldPath = HERE): Field<M>[] {
    const field = path.length === 0 ? this : this.at(path);
    if (!isList(field.value)) return [];
    return field.value.map((item, i) => new Field(this.manifest, i, item, field));
  }

  /** The entries of the object here or at `path`: labels, data keys, limits. */
  entries(path: string | FieldPath = HERE): [key: string, field: Field<M>][] {
    const field = path.length === 0 ? this : this.at(path);
    if (!isObject(field.value)) return [];
    const { value } = field;
    return Object.keys(value).map((key) => [key, new Field(this.manifest, key, value[key], field)]);
  }

  /** Every text here and below. */
  *texts(): Iterable<Field<M>> {
    if (typeof this.value === 'string') yield this;
    for (const item of this.items()) yield* item.texts();
    for (const [, item] of this.entries()) yield* item.texts();
  }

  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  get flag(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** The object here; empty when there is none. */
  get object(): JsonObject {
    return object(this.value);
  }

  /** A string, or a number as its digits: ports and quantities may be written either way. */
  get scalar(): string | undefined {
    return typeof this.value === 'string' || typeof this.value === 'number' ? String(this.value) : undefined;
  }
}

/** The root of a manifest, or one of its fields. */
export function fieldOf<M extends Origined>(manifest: M, path: string | FieldPath = HERE): Field<M> {
  if (path.length === 0) return new Field(manifest, HERE, manifest.object);
  const steps = typeof path === 'string' ? parsePath(path) : path;
  return new Field(manifest, steps, get(manifest.object, steps));
}
