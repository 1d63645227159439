import { type ApplicationSource, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { CHART_LEVELS, CHART_WORDS, type ChartLevel, MISPLACED } from './chart-values.js';

/** Values that a chart does not read as they are written. Of a chart of the repository itself nothing is known. */
export function* unreadValues(source: ApplicationSource): Iterable<Report> {
  const { chart } = source;
  if (!source.source.at('chart').exists) return;
  const all = valueBelow(source, []);
  for (const level of of(CHART_LEVELS, chart) ?? [])
    for (const parent of fieldsAt(all, level.path))
      for (const [key, field] of parent.entries()) yield* unread(key, field, level, chart);
  for (const level of of(CHART_WORDS, chart) ?? [])
    for (const field of fieldsAt(all, level.path)) yield* unknownWord(field, level, chart);
  for (const [path, meant] of Object.entries(of(MISPLACED, chart) ?? {}))
    for (const field of fieldsAt(all, path))
      yield report(field, `chart "${chart}" does not read "${path}"`, {
        fix: `Write it at ${meant}, as the chart has it.`,
      });
}

function of<T>(table: Readonly<Record<string, T>>, chart: string): T | undefined {
  return Object.hasOwn(table, chart) ? table[chart] : undefined;
}

/** What stands at a path, `*` for each item. */
function fieldsAt(root: Field, path: string): Field[] {
  let found = [root];
  for (const step of path === '' ? [] : path.split('.'))
    found = found.flatMap((field) => (step === '*' ? field.items() : field.at([step]))).filter(({ exists }) => exists);
  return found;
}

function* unread(key: string, field: Field, level: ChartLevel, chart: string): Iterable<Report> {
  if (level.names.includes(key)) return;
  const [first, ...rest] = key.split('.');
  // A key with a dot is one step, not two: Helm splits them on the command line only.
  const isJoined = rest.length > 0 && !key.includes('/');
  const near = nearest(isJoined ? (rest.at(-1) ?? key) : key, level.names);
  if (!level.isWhole && !isJoined && near === undefined) return;
  yield report(
    field,
    `"${key}" is no value of chart "${chart}"${isJoined ? ': a dot does not part the steps of a key' : ''}`,
    {
      fix: isJoined
        ? `Write ${rest.at(-1)} below ${[first, ...rest.slice(0, -1)].join(', ')}.`
        : near && `Did you mean "${near}"?`,
    },
  );
}

function* unknownWord(field: Field, { path, names, isWhole }: ChartLevel, chart: string): Iterable<Report> {
  const { text } = field;
  if (text === undefined || text === '' || text.includes('{{') || names.includes(text)) return;
  const near = nearest(text, names);
  if (!isWhole && near === undefined) return;
  yield report(field, `chart "${chart}" takes no "${text}" for ${path.replace(/\.\*$/, '')}`, {
    why: 'The program that the chart starts refuses it, or takes its default.',
    fix: near ? `Did you mean "${near}"?` : `It knows ${names.join(', ')}.`,
  });
}

/** The name that is meant: written with other capitals or strokes, or with one slip. Short ones are alike by chance. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const plain = (one: string) => one.toLowerCase().replaceAll(/[-_]/g, '');
  return (
    names.find((name) => plain(name) === plain(word)) ??
    (word.length < 5 ? undefined : names.find((name) => isOneSlip(name, word)))
  );
}
