import { visible } from '../diagnostic/visible.js';

// `@` would call people, `#` would name issues, `:` between words would be a picture.
const SPECIAL = /[\\`*_{}[\]<>&|~@#!$]|:(?=\w+:)/g;

/** Text for Markdown that is read as text: on one line, nothing in it is markup, calls a person or names an issue. */
export function markdownText(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, ' ')).replace(SPECIAL, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text as code on one line. */
export function markdownCode(text: string): string {
  const shown = visible(text.replace(/\s*\n\s*/g, ' '));
  const longest = longestRun(shown);
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

/** Lines as a block of code; its fence is longer than any inside. */
export function markdownBlock(lines: readonly string[], language: string): string {
  const text = lines.map((line) => visible(line)).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
