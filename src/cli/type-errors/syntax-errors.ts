import type { Finding } from '../../diagnostic/diagnostic.js';
import { brokenShapes } from './broken-shapes.js';
import type { CompilerError, PlacedError } from './compiler-error.js';
import { missingComma } from './missing-comma.js';
import { unclosedFinding } from './unclosed.js';

/** Those of 1000 to 1999 that are about what a file says, not about how it is written. */
const ofMeaning: readonly number[] = [1117, 1192, 1205, 1259, 1308, 1361, 1362, 1371, 1479, 1484];

/** Whether the compiler could not read the file. */
export function isSyntax({ code }: CompilerError): boolean {
  return code >= 1000 && code < 2000 && !ofMeaning.includes(code);
}

/**
 * Findings of the mistakes of syntax of one file: the compiler tells one such mistake several times, and what follows from it.
 * None where it is none of those known: the first error is then what to look at.
 */
export function syntaxFindings(errors: readonly [PlacedError, ...PlacedError[]], source: string): readonly Finding[] {
  const [{ at }] = errors;
  const shapes = brokenShapes(at.file, source);
  if (shapes.length > 0) return shapes;
  const open = unclosedFinding(at.file, source);
  if (open) return [open];
  const found = errors.map((error) => missingComma(error.text, error.at, source));
  if (!found[0]) return [];
  const known = new Set<string>();
  return found.flatMap((one) => {
    const key = `${one?.at?.line}:${one?.at?.column}`;
    if (!one || known.has(key)) return [];
    known.add(key);
    return [one];
  });
}
