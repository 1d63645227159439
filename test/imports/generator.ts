import { resolve } from '../../imports/schema/explain.js';
import type { Schema, Types } from '../../imports/schema/types.js';

const wrong = [1, 'zzz', true, [], {}, -5, 1e12, null, 0.5];
const texts = ['a', 'web', '5m', '1Gi', 'http', '10.0.0.0/8', 'a.b', '2020-01-01T00:00:00Z', 'YWJj', '/x'];
const deepest = 12;

/** Makes objects after a schema, the same ones in every run. */
export class Generator {
  constructor(
    private readonly types: Types,
    private seed: number,
  ) {}

  /** An object that fits its schema, but for a share of its values. */
  object(schema: Schema, mistakes: number): unknown {
    return this.value(schema, mistakes, 0);
  }

  private value(given: Schema, mistakes: number, depth: number): unknown {
    const schema = resolve(given, this.types);
    if (this.random() < mistakes) return this.pick(wrong);
    if (schema.enum) return this.pick(schema.enum);
    switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
      case 'string':
        return schema.format ? this.formatted(schema.format) : this.pick(texts);
      case 'integer':
        return this.pick([0, 1, 5, 80, 100]);
      case 'number':
        return this.pick([0, 1.5, 3]);
      case 'boolean':
        return this.random() < 0.5;
      case 'array':
        return this.list(schema, mistakes, depth);
      case 'object':
        return this.fields(schema, mistakes, depth);
      default:
        return this.pick(['a', 1, {}]);
    }
  }

  private formatted(format: string): string {
    return { byte: 'YWJj', quantity: '1Gi', 'date-time': '2020-01-01T00:00:00Z' }[format] ?? 'a';
  }

  private list(schema: Schema, mistakes: number, depth: number): unknown[] {
    const length = depth > deepest ? 0 : Math.max(schema.minItems ?? 0, Math.floor(this.random() * 3));
    return Array.from({ length }, () => this.value(schema.items ?? {}, mistakes, depth + 1));
  }

  private fields(schema: Schema, mistakes: number, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    const exclusive = new Set((schema.oneOf ?? []).flatMap(({ required = [] }) => required));
    const chosen = schema.oneOf && this.pick(schema.oneOf).required;
    for (const [field, value] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(field) || chosen?.includes(field);
      const wanted = needed
        ? this.random() >= mistakes
        : this.random() < this.share(exclusive.has(field), mistakes, depth);
      if (wanted && (needed || depth < deepest)) made[field] = this.value(value, mistakes, depth + 1);
    }
    if (typeof schema.additionalProperties === 'object')
      made.key = this.value(schema.additionalProperties, mistakes, depth + 1);
    if (this.random() < mistakes / 2) made.unknown = 'x';
    return made;
  }

  /** How often an optional field is set; of fields that exclude each other, by mistake alone. */
  private share(exclusive: boolean, mistakes: number, depth: number): number {
    if (exclusive) return mistakes;
    return depth > 4 ? 0.05 : 0.3;
  }

  private pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }

  private random(): number {
    this.seed = (this.seed * 1103515245 + 12345) & 0x7fffffff;
    return this.seed / 0x7fffffff;
  }
}
