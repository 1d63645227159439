import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

export interface Example {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** One correct object of each kind that is used most. */
export const examples = loadAll(readFileSync(join(__dirname, 'examples.yaml'), 'utf8')) as Example[];

/** The example of a kind, with a value put at a path, or taken away where the value is `undefined`. */
export function example(kind: string, path: readonly (string | number)[] = [], value?: unknown): Example {
  const found = examples.find((one) => one.kind === kind);
  if (!found) throw new Error(`there is no example of ${kind}`);
  const copy = structuredClone(found);
  if (path.length === 0) return copy;
  let at = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
