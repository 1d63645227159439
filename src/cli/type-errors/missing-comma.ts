import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import { withoutTexts } from '../source/source-shape.js';

/**
 * A comma that is missing, or another mark where one belongs. The compiler names the place behind it; it is written before.
 * Errors: undefined for every other mistake.
 *
 * @param text the compiler's line, behind `TS1005: `
 * @param source of the file
 */
export function missingComma(text: string, at: Place, source: string): Finding | undefined {
  if (!/^',' expected/.test(text)) return undefined;
  const lines = source.split(/\r?\n/);
  const here = lines[at.line - 1] ?? '';
  const [mark] = /^[;.]/.exec(here.slice(at.column - 1)) ?? [];
  if (mark !== undefined)
    return mistake(`this ${mark} stands where a comma belongs`, { ...at, length: 1 }, 'Write "," in its place.');
  const before = [...lines.slice(0, at.line - 1), here.slice(0, at.column - 1)].map(codeOf);
  const line = before.findLastIndex((code) => code !== '') + 1;
  const [last = ''] = /\S+$/.exec(before[line - 1] ?? '') ?? [];
  const column = (before[line - 1]?.length ?? 0) - last.length + 1;
  return mistake(
    'a comma is missing',
    { file: at.file, line, column, length: last.length },
    `Write "," behind ${last}.`,
  );
}

function mistake(message: string, at: Place, fix: string): Finding {
  const why = 'The rest cannot be read, and nothing is done before the fleet type-checks.';
  return { rule: 'type-error', severity: 'error', message, at, why, fix };
}

/** A line without its comment. */
function codeOf(line: string): string {
  return /^\s*\/?\*/.test(line) ? '' : line.slice(0, withoutTexts(line).length).trimEnd();
}
