import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding, UncheckedRule } from '../diagnostic/diagnostic.js';
import { ansiPaint, plainPaint } from '../diagnostic/paint.js';
import { renderFindings } from '../diagnostic/render.js';
import { renderUnchecked, summaryLine } from '../diagnostic/summary.js';
import type { Terminal } from './command.js';

/** Texts that are not on disk: manifests that were not written, standard input. File -> text. */
export type Unwritten = ReadonlyMap<string, string>;

/** Prints findings for a reader, to standard error: each cause once, or, with `all`, each finding. */
export function printFindings(
  findings: readonly Finding[],
  terminal: Terminal,
  root = terminal.cwd,
  unwritten: Unwritten = new Map(),
  all = false,
): void {
  const cache = new Map<string, readonly string[]>();
  const lines = (file: string): readonly string[] => {
    const known = cache.get(file) ?? (unwritten.get(file) ?? readText(resolve(root, file))).split(/\r?\n/);
    cache.set(file, known);
    return known;
  };
  terminal.err(
    renderFindings(findings, {
      readLine: (file, line) => lines(file)[line - 1],
      width: terminal.width,
      paint: terminal.colour ? ansiPaint : plainPaint,
      all,
    }),
  );
}

/** Prints what could not be checked, and the sum. */
export function printSummary(
  findings: readonly Finding[],
  unchecked: readonly UncheckedRule[],
  files: number,
  terminal: Terminal,
): void {
  if (unchecked.length > 0) terminal.err(`\n${renderUnchecked(unchecked, terminal.width)}`);
  terminal.err(`${findings.length > 0 ? '\n' : ''}${summaryLine(findings, files)}\n`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A frame is a convenience: without the text the message stands alone.
    return '';
  }
}
