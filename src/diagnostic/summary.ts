import { causesOf } from './causes.js';
import type { Finding, UncheckedRule } from './diagnostic.js';
import { sortUnchecked } from './order.js';
import { wrap } from './visible.js';

/** Last line of a run: `2 errors, 1 warning in 120 files`, `24 errors of 2 causes in 9 files`, `no findings in 1 file`. Without a line break. */
export function summaryLine(findings: readonly Finding[], files: number): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const causes = causesOf(findings).length;
  const folded = causes < findings.length ? ` of ${count(causes, 'cause')}` : '';
  const sum = parts.length === 0 ? 'no findings' : parts.join(', ') + folded;
  // What is wrong before there are files is in none of them.
  return files === 0 ? sum : `${sum} in ${count(files, 'file')}`;
}

/**
 * What could not be checked, one line for each set of absent facts, in at most `width` columns (80 when absent):
 * `not checked without nodes: max-pods, node-capacity`. Ends in a line break, and is empty for none.
 */
export function renderUnchecked(unchecked: readonly UncheckedRule[], width = 80): string {
  const rules = new Map<string, string[]>();
  for (const { rule, needs } of sortUnchecked(unchecked)) {
    const facts = needs.join(', ');
    rules.set(facts, [...(rules.get(facts) ?? []), rule]);
  }
  const lines = [...rules].flatMap(([facts, names]) => {
    const text = `not checked without ${facts}: ${names.join(', ')}`;
    return wrap(text, width - 2).map((line, i) => `${i === 0 ? '' : '  '}${line}\n`);
  });
  return lines.join('');
}

/** `1 finding`, `0 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
