import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place } from '../../diagnostic/diagnostic.js';

/** Reads lines of source files, each file once; undefined where there is no such file or line. */
export function sourceLines(root: string): (place: Place) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    const known = files.get(file) ?? linesOf(resolve(root, file));
    files.set(file, known);
    return known[line - 1];
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // The definition may lie in a package that ships no source: the place alone says enough.
    return [];
  }
}
