import type { ObjectChange } from '../diff/change.js';
import { align } from '../diff/compare/align.js';
import { shownObject } from '../diff/without-secrets.js';
import type { FieldPath } from '../manifest/manifest.js';
import { type YamlLine, yamlLines } from '../manifest/yaml/yaml-lines.js';

/** A line of either side of an object: see `ReviewObject.yaml`. */
export interface ObjectLine {
  readonly mark: ' ' | '-' | '+' | '<' | '>';
  readonly text: string;
  readonly path: FieldPath;
}

/** Both sides of an object line by line; what stands for each other is one line, what differs follows the other. */
export function objectLines({ before, after, fields }: ObjectChange): ObjectLine[] {
  const [old, now] = [before, after].map((manifest) => (manifest ? yamlLines(shownObject(manifest.object)) : []));
  if (!old || !now) return [];
  const differs = { '-': pathsOf(fields, 'before'), '+': pathsOf(fields, 'after') };
  // An object that came or went, or another name or kind: every difference counts.
  const all = !before || !after || before.ref.name !== after.ref.name || before.ref.kind !== after.ref.kind;
  const line = (mark: '-' | '+', { text, path }: YamlLine): ObjectLine => {
    const counts = all || differs[mark].some((field) => isAbove(field, path) || isAbove(path, field));
    return { mark: counts ? mark : mark === '-' ? '<' : '>', text, path };
  };
  const texts = (lines: readonly YamlLine[]) => lines.map(({ text }) => text);
  const out: ObjectLine[] = [];
  for (const [i, j] of align(texts(old), texts(now))) {
    const [a, b] = [i === undefined ? undefined : old[i], j === undefined ? undefined : now[j]];
    if (a && b) out.push({ mark: ' ', ...b });
    else if (a) out.push(line('-', a));
    else if (b) out.push(line('+', b));
  }
  return out;
}

function pathsOf(fields: ObjectChange['fields'], side: 'before' | 'after'): FieldPath[] {
  return fields.flatMap((field) => {
    const path = field[side];
    return path ? [path] : [];
  });
}

function isAbove(above: FieldPath, path: FieldPath): boolean {
  return above.length <= path.length && above.every((step, i) => step === path[i]);
}
