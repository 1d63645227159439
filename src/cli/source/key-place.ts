import { readFileSync } from 'node:fs';
import { placeMade } from '../../construct/place.js';
import type { Place } from '../../diagnostic/diagnostic.js';
import type { Locate } from '../../synth/synthesize.js';
import { itemPlace, type Line, textAround, withoutTexts } from './source-shape.js';

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
  const locate: Locate = (site, { object, key, item, within }) => {
    const call = placeMade(object);
    const { file } = call ?? site;
    const inside = definitionAt(lines(file), call ?? site);
    const around = call ? wholeCall(call, lines(file), inside) : site;
    if (typeof key === 'number' && within) return locate(site, { ...within, item: key });
    if (key === undefined && item !== undefined)
      return { ...around, ...itemPlace(inside, { number: around.line, column: around.column }, item) };
    if (typeof key !== 'string') return around;
    const found = keysIn(inside, key);
    const value: unknown = Reflect.get(object, key);
    const beside = found.filter(({ behind }) => holds(behind, value));
    const likely = beside.length > 0 ? beside : found;
    const [only, another] =
      found.length > 1 && likely.length !== 1 ? likely.filter((one) => isIn(inside, one, object)) : likely;
    if (!only || another) return call || !within ? around : locate(site, within);
    const listed = item === undefined ? undefined : itemPlace(inside, only, item);
    return { file, ...(listed ?? { line: only.number, column: only.column, length: key.length }) };
  };
  return locate;
}

/** The lines of a call, blank before it: up to the bracket that closes it. */
function definitionAt(lines: readonly string[], { line: first, column }: Place): readonly Line[] {
  const found: Line[] = [];
  let depth = 0;
  for (let number = first; number <= lines.length; number += 1) {
    const text = lines[number - 1] ?? '';
    const line = number === first ? ' '.repeat(column - 1) + text.slice(column - 1) : text;
    const end = [...withoutTexts(line)].findIndex((character) => {
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
      else return false;
      return depth <= 0;
    });
    found.push({ number, line: end < 0 ? line : line.slice(0, end + 1) });
    if (end >= 0) break;
  }
  return found;
}

/** A call with the name before its brackets, and its end where that is on the same line. */
function wholeCall({ file, line, column }: Place, lines: readonly string[], [first, more]: readonly Line[]): Place {
  const before = /[\w$.]*$/.exec((lines[line - 1] ?? '').slice(0, column - 1))?.[0].length ?? 0;
  const length = before + (more ? 0 : (first?.line.length ?? column) - column + 1);
  return { file, line, column: column - before, ...(length > 1 && { length }) };
}

/** A key as an author writes it: before a colon, in short, or as the name of a method. */
export function keyPattern(key: string): RegExp {
  return new RegExp(`(?<![\\w$.])${key.replace(/[^\w]/g, '\\$&')}(?=['"]?\\s*[:,}(])`, 'g');
}

/** Where a key stands, and what stands behind it: up to where it stands again. */
interface KeyPlace {
  readonly number: number;
  readonly column: number;
  readonly behind: string;
}

function keysIn(lines: readonly Line[], key: string): KeyPlace[] {
  const word = keyPattern(key);
  return lines.flatMap(({ number, line }) =>
    [...line.matchAll(word)]
      .filter(({ index }) => !/\/\/|^\s*\/?\*/.test(line.slice(0, index)))
      .map(({ index }, i, all) => ({ number, column: index + 1, behind: line.slice(index + 1, all[i + 1]?.index) })),
  );
}

/** Whether the object's own texts and numbers stand around a key. */
function isIn(lines: readonly Line[], { number, column }: KeyPlace, object: object): boolean {
  const values = Object.values(object).filter((value) => ['string', 'number', 'boolean'].includes(typeof value));
  const text = textAround(lines, { number, column });
  return values.length > 0 && values.every((value) => holds(text, value));
}

/** A list stands there when all of it does; what else an object holds may stand anywhere. */
function holds(text: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => holds(text, item));
  if (typeof value === 'object') return true;
  return new RegExp(`(?<![\\w.-])${String(value).replace(/[^\w]/g, '\\$&')}(?![\\w.-])`).test(text);
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    // The line that the stack names is the best there is.
    return [];
  }
}
