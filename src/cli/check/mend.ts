import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Edit, Finding } from '../../diagnostic/diagnostic.js';
import type { FoundFile } from '../../manifest/files/sets.js';
import { STDIN } from './input.js';
import { replaceText } from './replace-text.js';

/** What was mended. */
export interface Mended {
  readonly edits: number;
  readonly files: readonly string[];
}

/**
 * Makes the edits that findings bring with them. Each file is replaced as a whole; one that changed since it was read
 * is left alone. Every byte outside the edits stays as it is.
 */
export function mend(findings: readonly Finding[], files: readonly FoundFile[], root: string): Mended {
  const byFile = new Map<string, Edit[]>();
  for (const { at, edit } of findings) {
    if (!at || !edit || at.file === STDIN) continue;
    const known = byFile.get(at.file);
    if (known) known.push(edit);
    else byFile.set(at.file, [edit]);
  }
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const changed: string[] = [];
  let count = 0;
  for (const [file, edits] of byFile) {
    const path = resolve(root, file);
    const text = texts.get(file);
    if (text === undefined || readFileSync(path, 'utf8') !== text) continue;
    const { result, made } = splice(text, edits);
    replaceText(path, result);
    count += made;
    changed.push(file);
  }
  return { edits: count, files: changed };
}

/** The text with the edits made; of two that overlap, the first: the next run finds the other. */
function splice(text: string, edits: readonly Edit[]): { readonly result: string; readonly made: number } {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const parts = [text.slice(0, start)];
  let done = start;
  let made = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start + start < done || (made > 0 && edit.start + start === done)) continue;
    parts.push(text.slice(done, edit.start + start), edit.text);
    done = edit.end + start;
    made += 1;
  }
  return { result: [...parts, text.slice(done)].join(''), made };
}
