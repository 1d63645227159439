import { readFileSync } from 'node:fs';
import type { Place } from '../diagnostic/diagnostic.js';
import type { Locate } from '../synth/synthesize.js';

/**
 * Finds the line on which an author wrote a property, from the place of the definition that holds it. It looks for the
 * key, and where it stands several times, for the value beside it; where that leaves any doubt, the definition's own
 * place is the better answer. `eco why` finds it exactly, by experiment, which takes seconds.
 */
export function keyLocator(): Locate {
  const texts = new Map<string, readonly string[]>();
  const lines = (file: string): readonly string[] => {
    const known = texts.get(file) ?? linesOf(file);
    texts.set(file, known);
    return known;
  };
  return (site, { object, key }) => {
    if (typeof key !== 'string') return site;
    const found = keysIn(definitionAt(lines(site.file), site), key);
    const value: unknown = Reflect.get(object, key);
    const beside = found.filter(({ line, column }) => holds(line.slice(column), value));
    const [only, another] = beside.length > 0 || found.length > 1 ? beside : found;
    if (!only || another) return site;
    return { file: site.file, line: only.number, column: only.column, length: key.length };
  };
}

interface Line {
  readonly number: number;
  readonly line: string;
}

/** The lines of a definition: up to the bracket that closes its call. */
function definitionAt(lines: readonly string[], { line: first, column }: Place): readonly Line[] {
  const found: Line[] = [];
  let depth = 0;
  for (let number = first; number <= lines.length; number += 1) {
    const line = lines[number - 1] ?? '';
    found.push({ number, line });
    const code = withoutTexts(number === first ? line.slice(column - 1) : line);
    for (const character of code) {
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
    }
    if (depth <= 0) break;
  }
  return found;
}

/** A key as an author writes it: before a colon, in short, or as the name of a method. */
export function keyPattern(key: string): RegExp {
  return new RegExp(`(?<![\\w$.])${key.replace(/[^\w]/g, '\\$&')}(?=['"]?\\s*[:,}(])`, 'g');
}

function keysIn(lines: readonly Line[], key: string): (Line & { readonly column: number })[] {
  const word = keyPattern(key);
  return lines.flatMap(({ number, line }) =>
    [...line.matchAll(word)]
      .filter(({ index }) => !/\/\/|^\s*\/?\*/.test(line.slice(0, index)))
      .map(({ index }) => ({ number, line, column: index + 1 })),
  );
}

/** A list stands there when all of it does; what else an object holds may stand anywhere. */
function holds(text: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => holds(text, item));
  if (typeof value === 'object') return true;
  return new RegExp(`(?<![\\w.-])${String(value).replace(/[^\w]/g, '\\$&')}(?![\\w.-])`).test(text);
}

/** A line without what stands in quotes and comments: brackets in them open nothing. */
function withoutTexts(line: string): string {
  return line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''").replace(/\/\/.*$/, '');
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // The line that the stack names is the best there is.
    return [];
  }
}
