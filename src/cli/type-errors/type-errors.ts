import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import { kindClasses } from '../../service/override/override-kinds.js';
import { comparisonMistake } from './comparison-mistake.js';
import { importMistake } from './import-mistakes.js';
import { missingComma } from './missing-comma.js';
import { type Written, why } from './mistake.js';
import { pathMistake } from './path-mistakes.js';
import { typeMistake } from './type-mistakes.js';
import { unclosedFinding } from './unclosed.js';
import { unknownProperties } from './unknown-properties.js';

/** What the compiler's words are about. */
export interface Sources {
  readonly readFile: (file: string) => string;
  /** The fleet's modules, called as the compiler calls them. */
  readonly modules: () => readonly string[];
}

/** Findings of what the compiler prints with `--pretty false`: a line for each error, indented lines that say more. */
export function typeErrors(output: string, sources: Sources): Finding[] {
  const blocks = output.split(/\r?\n(?=\S)/).filter((block) => /error TS\d+: /.test(block.split('\n')[0] ?? ''));
  const broken = new Map<string, Set<string>>();
  const told = new Set<string>();
  const misnamed = new Set(blocks.flatMap((block) => /has no exported member named '(.+?)'/.exec(block)?.[1] ?? []));
  return blocks.flatMap((block) => {
    const [, file = '', line, column, code = '', text = ''] =
      /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)/.exec(block) ?? [];
    if (/^1\d{3}$/.test(code)) {
      const source = sources.readFile(file);
      const at = { file, line: Number(line), column: Number(column) };
      const found = unclosedFinding(file, source) ?? missingComma(text, at, source);
      const known = broken.get(file);
      const key = `${found?.at?.line}:${found?.at?.column}`;
      // The compiler tells one such mistake several times, and what follows from it.
      if (known && (!found || known.has(key))) return [];
      if (found) {
        broken.set(file, new Set([...(known ?? []), key]));
        return [found];
      }
    }
    // A name that is imported by another is said at the import.
    if (isUnknownName(code) && misnamed.has(suggestion.exec(text)?.[1] ?? '')) return [];
    // A name that is not there is so wherever it is written.
    return findingsOf(block, sources).filter(({ at, message }) => {
      const key = `${at?.file} ${message}`;
      const isAgain = told.has(key) && isUnknownName(code);
      told.add(key);
      return !isAgain;
    });
  });
}

const isUnknownName = (code: string) => code === '2304' || code === '2552';

function findingsOf(block: string, sources: Sources): readonly Finding[] {
  const [first = '', ...more] = block.trimEnd().split(/\r?\n/);
  const found = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(first);
  if (!found) return [{ rule: 'type-error', severity: 'error', message: first, why }];
  const [, file = '', line, column, code, text = ''] = found;
  const at = { file, line: Number(line), column: Number(column) };
  const unknown = unknownProperties(text, at, sources.readFile);
  if (unknown.length > 0) return unknown;
  return [
    familiar(/^No overload matches/.test(text) ? (more.at(-1)?.trim() ?? text) : text, at, sources) ?? {
      rule: 'type-error',
      severity: 'error',
      message: `${shown(text)} (${code})`,
      at,
      ...detail([text, ...more]),
    },
  ];
}

function familiar(text: string, at: Place, sources: Sources): Finding | undefined {
  const line = sources.readFile(at.file).split(/\r?\n/)[at.line - 1] ?? '';
  const behind = line.slice(at.column - 1);
  const [, key] = /^([\w$]+)\s*:/.exec(behind) ?? [];
  const said = text.replace(suggestion, '').replace('keyof OverridableKinds', kinds);
  const written: Written = {
    key,
    value: /^(?:[\w$]+\s*:\s*)?('[^']*'|"[^"]*"|-?[\d.]+)/.exec(behind)?.[1],
    behind,
    before: line.slice(0, at.column - 1),
    meant: suggestion.exec(text)?.[1],
    exporter: (name) =>
      Object.hasOwn(require('../../index.js'), name) ? require('../../../../package.json').name : undefined,
  };
  const mistake =
    importMistake(said, written, at.file, sources.modules) ??
    pathMistake(said, written) ??
    comparisonMistake(said, written) ??
    typeMistake(said, written);
  if (!mistake) return undefined;
  const { subject = '', ...words } = mistake;
  const offset = subject === '' ? -1 : behind.indexOf(subject);
  const place = offset < 0 ? at : { ...at, column: at.column + offset, length: subject.length };
  return { rule: 'type-error', severity: 'error', ...words, at: place, why };
}

/** The compiler does not spell out this union. */
const kinds = () =>
  Object.keys(kindClasses)
    .map((kind) => `"${kind}"`)
    .join(' | ');

const suggestion = / ?Did you mean (?:to write )?'(.+?)'\?/;

/** The message without what stands in `fix`, and without the middle of a type that fills the screen. */
function shown(text: string): string {
  return text
    .replace(suggestion, '')
    .replace(/\.$/, '')
    .replace(/'([^']{60})[^']{40,}'(?=$|[ .])/g, "'$1 …'");
}

/** The compiler's last line is the one that names the cause. */
function detail(more: readonly string[]): Pick<Finding, 'why' | 'fix'> {
  const last = more.length > 1 ? more.at(-1)?.trim() : undefined;
  const [, meant] = suggestion.exec(more.join(' ')) ?? [];
  return {
    why: last ? `${last.replace(suggestion, '').replace(/\.?$/, '.')} ${why}` : why,
    ...(meant && { fix: `Write ${meant.startsWith('"') ? meant : `"${meant}"`}.` }),
  };
}
