import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

/** One fenced block of a page, or a hidden step: `<!-- run: COMMAND -->`, `<!-- same: FILE PICTURE -->`. */
export interface Block {
  readonly page: string;
  /** Of its first line of text, from 1. */
  readonly line: number;
  /** `ts`, `yaml`, `diff`, `sh`, `console`, `json`, `mermaid`, `text`; `run` or `same` for a hidden step. */
  readonly language: string;
  /** What follows the language. */
  readonly words: readonly string[];
  readonly text: string;
}

/** Pages that are made from the code, and tested with what they are made from. */
const generated = /^docs\/(?:rules|runbooks|reference)\//;

/** Every page that somebody wrote. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file}`)
    .filter((file) => file.endsWith('.md') && !generated.test(file))
    .sort(),
];

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The blocks of a page, from top to bottom. */
export function blocksOf(page: string): readonly Block[] {
  const text = read(page);
  const found = text.matchAll(/^( *)```(\S*)([^\n]*)\n([\s\S]*?)^ *```$|^<!-- (run|same): ([\s\S]*?) -->$/gm);
  return [...found].map(
    ({ index, 1: indent = '', 2: language = '', 3: words = '', 4: body = '', 5: step, 6: hidden }) => ({
      page,
      line: text.slice(0, index).split('\n').length + 1,
      language: step ?? language,
      words: words.split(' ').filter(Boolean),
      text: hidden ?? body.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** Where a page is tested, if it says so: `<!-- tested in: examples/canary -->`. */
export function testedIn(page: string): string | undefined {
  return /^<!-- tested in: (.+) -->$/m.exec(read(page))?.[1];
}

/** The file that a block's first line names, in a comment: `// src/fleet/index.ts`, `# dist/…, in part`. */
export function fileOf({ text, language }: Block): { readonly file: string; readonly rest: string } | undefined {
  const head = language === 'diff' ? /^--- (\S+)\n/ : /^(?:\/\/|#) ([\w.-]+(?:\/[\w.@-]+)*\.\w+)(?:, in part)?\n/;
  const [line, file] = head.exec(text) ?? [];
  return line === undefined || file === undefined ? undefined : { file, rest: text.slice(line.length) };
}
