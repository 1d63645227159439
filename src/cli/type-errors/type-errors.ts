import type { Finding } from '../../diagnostic/diagnostic.js';
import { kindClasses } from '../../service/override/override-kinds.js';
import { quoted } from '../../values/listed.js';
import { withoutCircles } from './circle.js';
import { comparisonMistake } from './comparison-mistake.js';
import { errorsIn, isPlaced, type PlacedError, type Sources } from './compiler-error.js';
import { importMistake } from './import-mistakes.js';
import { type TypeMistake, type Written, why } from './mistake.js';
import { exportersOf } from './module-paths.js';
import { pathMistake } from './path-mistakes.js';
import { propertyErrors } from './property-errors.js';
import { sentence } from './sentences.js';
import { isSyntax, syntaxFindings } from './syntax-errors.js';
import { typeMistake } from './type-mistakes.js';

/** Findings of what the compiler prints with `--pretty false`. */
export function typeErrors(output: string, sources: Sources): Finding[] {
  const all = errorsIn(output);
  const elsewhere = all.flatMap((error) => (isPlaced(error) ? [] : [finding(error.text)]));
  const placed = all.filter(isPlaced);
  const files = new Set(placed.filter(isSyntax).map(({ at }) => at.file));
  const broken = [...files].flatMap((file) => {
    const [first, ...more] = placed.filter((error) => error.at.file === file && isSyntax(error));
    if (!first) return [];
    const found = syntaxFindings([first, ...more], sources.readFile(file));
    return found.length > 0 ? found : findingsOf(first, sources);
  });
  const { errors, findings } = withoutCircles(
    placed.filter((error) => !isSyntax(error)),
    sources,
  );
  return [...elsewhere, ...broken, ...findings, ...withoutEchoes(errors, sources)];
}

/** What the compiler says only because of another mistake in the same file. */
const echoes = [
  // Of which kind the fields are asked for is not known.
  { says: /on type 'Field<\w+ \| /, of: /type 'keyof OverridableKinds'/ },
];

/** Each mistake once: not what follows from it. */
function withoutEchoes(errors: readonly PlacedError[], sources: Sources): readonly Finding[] {
  const told = new Set<string>();
  const isEcho = ({ at, text }: PlacedError) =>
    echoes.some(
      ({ says, of }) => says.test(text) && errors.some((one) => one.at.file === at.file && of.test(one.text)),
    );
  const misnamed = new Set(errors.flatMap(({ text }) => /has no exported member named '(.+?)'/.exec(text)?.[1] ?? []));
  return errors.flatMap((error) => {
    if (isEcho(error)) return [];
    const isUnknownName = error.code === 2304 || error.code === 2552;
    // A name that is imported by another is said at the import.
    if (isUnknownName && misnamed.has(suggestion.exec(error.text)?.[1] ?? '')) return [];
    // A name that is not there is so wherever it is written.
    return findingsOf(error, sources).filter(({ at, message }) => {
      const key = `${at?.file} ${message}`;
      const isAgain = told.has(key) && isUnknownName;
      told.add(key);
      return !isAgain;
    });
  });
}

function findingsOf(error: PlacedError, sources: Sources): readonly Finding[] {
  const { at, code, text, more } = error;
  const found = propertyErrors(error, sources);
  if (found.length > 0) return found;
  const said = /^No overload matches/.test(text) ? (more.at(-1) ?? text) : text;
  return [
    familiar(said, error, sources) ?? {
      ...finding(`${shown(text)} (TS${code})`),
      at,
      ...detail([text, ...more]),
    },
  ];
}

function finding(message: string): Finding {
  return { rule: 'type-error', severity: 'error', message, why };
}

function familiar(text: string, { at }: PlacedError, sources: Sources): Finding | undefined {
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
    exporters: (name) => [...libraryWith(name), ...exportersOf(name, at.file, sources)],
  };
  const mistake =
    importMistake(said, written, at.file, sources.modules) ??
    pathMistake(said, written) ??
    comparisonMistake(said, written) ??
    sentence(said, written) ??
    typeMistake(said, written);
  return mistake && placed(mistake, at, written);
}

function placed(
  { subject = '', why: reason = why, ...words }: TypeMistake,
  at: PlacedError['at'],
  written: Written,
): Finding {
  const { behind = '', before = '' } = written;
  const ahead = behind.indexOf(subject);
  const column = ahead < 0 ? before.lastIndexOf(subject) + 1 : at.column + ahead;
  const place = subject === '' || column < 1 ? at : { ...at, column, length: subject.length };
  return { rule: 'type-error', severity: 'error', ...words, at: place, why: reason };
}

/** This library, where it exports a name. */
function libraryWith(name: string): readonly string[] {
  return Object.hasOwn(require('../../index.js'), name) ? [require('../../../../package.json').name] : [];
}

/** The compiler does not spell out this union. */
const kinds = () => quoted(Object.keys(kindClasses)).join(' | ');

const suggestion = / ?Did you mean (?:to write )?'(.+?)'\?/;

/** The message without what stands in `fix`, and without the middle of a type that fills the screen. */
function shown(text: string): string {
  return text
    .replace(suggestion, '')
    .replace(/\.$/, '')
    .replace(/'([^']{60})[^']{40,}'(?=$|[ .])/g, "'$1 …'");
}

/** The compiler's last line is the one that names the cause. */
function detail(said: readonly string[]): Pick<Finding, 'why' | 'fix'> {
  const last = said.length > 1 ? said.at(-1) : undefined;
  const [, meant] = suggestion.exec(said.join(' ')) ?? [];
  return {
    why: last ? `${shown(last)}. ${why}` : why,
    ...(meant && { fix: `Write ${meant.startsWith('"') ? meant : `"${meant}"`}.` }),
  };
}
