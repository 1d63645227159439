import type { Schema, Types } from './types.js';

const prefix = '#/definitions/';

/**
 * The types of one minor version of Kubernetes, as they are stored: one a line. Each is read when it is first asked for;
 * most never are. `before`: the version whose types are the same where the text does not have them.
 */
export class StoredTypes implements Types {
  private readonly known = new Map<string, Schema>();

  constructor(
    private readonly text: string,
    private readonly before?: StoredTypes,
  ) {}

  at(ref: string): Schema | undefined {
    const known = this.known.get(ref);
    if (known) return known;
    const schema = this.read(ref.slice(prefix.length));
    if (schema) this.known.set(ref, schema);
    return schema;
  }

  private read(name: string): Schema | undefined {
    const key = `\n"${name}":`;
    const start = this.text.indexOf(key);
    if (start < 0) return this.before?.at(prefix + name);
    const end = this.text.indexOf('\n', start + 1);
    // Null is gone.
    return JSON.parse(this.text.slice(start + key.length, end).replace(/,$/, '')) ?? undefined;
  }
}

/** The version that a stored one changes; undefined of the first, which is whole. */
export function changedFrom(text: string): string | undefined {
  return /^"from":"([^"]+)",$/m.exec(text.slice(0, text.indexOf('"definitions"')))?.[1];
}
