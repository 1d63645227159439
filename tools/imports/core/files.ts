import type { Definitions, Schema } from '../../../imports/schema/types.js';

/** A minor version as it is stored: whole, or as what differs from the one before. */
export interface StoredVersion {
  readonly kubernetes: string;
  /** The minor version that this one changes; absent of the first. */
  readonly from?: string;
  /** `null` removes a definition. */
  readonly definitions: Readonly<Record<string, Schema | null>>;
}

/** What a version changes in the one before it. */
export function difference(before: Definitions, after: Definitions): Record<string, Schema | null> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

/** One definition a line: a difference in Git is then one of definitions. */
export function writeVersion({ kubernetes, from, definitions }: StoredVersion): string {
  const head = `{\n"kubernetes":${JSON.stringify(kubernetes)},\n${from ? `"from":${JSON.stringify(from)},\n` : ''}"definitions":{\n`;
  const lines = Object.entries(definitions).map(
    ([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`,
  );
  return `${head}${lines.join(',\n')}\n}}\n`;
}
