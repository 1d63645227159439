import { didYouMean } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { type FluentBit, type FluentConfig, folderOf, pathFrom, sectionsOf, valueIn } from './fluent-config.js';

/** The file by which Fluent Bit runs, mounted where it does not look: it runs by the one of its image. */
export function* unseenConfig({ container, path, files }: FluentBit): Iterable<Report> {
  if (files.texts.has(path)) return;
  const name = path.slice(path.lastIndexOf('/'));
  const elsewhere = [...files.texts.keys()].find((one) => one.endsWith(name));
  if (elsewhere === undefined) return;
  const mount = container.field
    .items('volumeMounts')
    .find((one) => elsewhere.startsWith((one.at('mountPath').text ?? '').replace(/\/+$/, '')));
  if (mount)
    yield report(mount.at('mountPath'), `Fluent Bit reads "${path}", and the file lies at "${elsewhere}"`, {
      why: 'It runs by the configuration of its image, or does not start: nothing is shipped.',
      fix: `mountPath: ${folderOf(path)}, or the option -c.`,
    });
}

/** Files that the configuration names, in folders of which the set shows all that is in them. */
export function* missingFiles(config: FluentConfig): Iterable<Report> {
  for (const { key, written } of namedFiles(config)) {
    const path = pathFrom(config.folder, written);
    if (config.files.texts.has(path) || !isSeen(config, path)) continue;
    const there = [...config.files.texts.keys()].filter((one) => folderOf(one) === folderOf(path));
    const names = there.map((one) => one.slice(one.lastIndexOf('/') + 1));
    const near = didYouMean(path.slice(path.lastIndexOf('/') + 1), names);
    yield report(
      config.field,
      `${key} "${written}" does not exist: ${names.length > 0 ? `the folder has ${listed(quoted(names))}` : 'nothing is mounted there'}`,
      {
        why: 'Fluent Bit does not start, and no log is shipped.',
        fix: near === undefined ? 'Name a file that is there, or mount it.' : `Did you mean "${near}"?`,
      },
    );
  }
}

function namedFiles({ sections }: FluentConfig): { readonly key: string; readonly written: string }[] {
  return sections.flatMap(({ name, entries }) =>
    entries.flatMap(([key, written]) => {
      const isFile = name === 'SERVICE' ? /^(?:parsers|plugins|streams)_file$/.test(key) : key === 'script';
      return isFile && !/[$*]/.test(written)
        ? [{ key: key === 'script' ? key : `${key[0]?.toUpperCase()}${key.slice(1)}`, written }]
        : [];
    }),
  );
}

/** Whether all of the path's folder is known: a ConfigMap is mounted there, or nothing at all in a folder of its own. */
function isSeen({ container, files }: FluentConfig, path: string): boolean {
  const folder = folderOf(path);
  if (files.folders.has(folder)) return true;
  const mounts = container.field
    .items('volumeMounts')
    .map((one) => (one.at('mountPath').text ?? '').replace(/\/+$/, ''));
  // The image has files of its own beside its configuration.
  return (
    folder.startsWith('/fluent-bit/') && folder !== '/fluent-bit/etc' && !mounts.some((one) => path.startsWith(one))
  );
}

/** Parsers, and functions of scripts, that nothing defines. */
export function* undefinedNames(config: FluentConfig): Iterable<Report> {
  const known = parsersOf(config);
  for (const section of config.sections) {
    for (const [key, name] of section.entries) {
      if (!known || !/^(?:parser|docker_mode_parser|parser_firstline|merge_parser)$/.test(key) || known.includes(name))
        continue;
      const near = didYouMean(name, known);
      yield report(config.field, `no parser is called "${name}": there are ${listed(quoted(known)) || 'none'}`, {
        why: 'Fluent Bit says so at its start, and ships the lines as they are: no field of theirs can be looked for.',
        fix: near === undefined ? 'Define it in the file of parsers.' : `Did you mean "${near}"?`,
      });
    }
    const [script, call] = [valueIn(section, 'script'), valueIn(section, 'call')];
    const text = script === undefined ? undefined : config.files.texts.get(pathFrom(config.folder, script))?.text;
    if (text === undefined || call === undefined) continue;
    const functions = [...text.matchAll(/\bfunction\s+(\w+)\s*\(|^\s*(\w+)\s*=\s*function\b/gm)].map(
      ([, one, other]) => one ?? other ?? '',
    );
    if (functions.includes(call)) continue;
    const near = didYouMean(call, functions) ?? functions.at(-1);
    yield report(config.field, `"${script}" has no function "${call}"`, {
      why: 'Fluent Bit does not start: the filter cannot be made.',
      fix: near === undefined ? undefined : `Did you mean "${near}"?`,
    });
  }
}

/** The parsers of a configuration; undefined where a file of them, or of more sections, is not in the set. */
function parsersOf({ sections, folder, files }: FluentConfig): readonly string[] | undefined {
  const own = sections.flatMap((one) => (one.name === 'PARSER' ? [valueIn(one, 'name') ?? ''] : []));
  const named = sections.flatMap((one) =>
    one.entries.filter(([key]) => key === 'parsers_file').map(([, value]) => value),
  );
  const texts = named.map((written) => files.texts.get(pathFrom(folder, written))?.text);
  if (texts.includes(undefined) || files.texts.size === 0) return undefined;
  const theirs = texts.flatMap((text) => sectionsOf(text ?? '').map((one) => valueIn(one, 'name') ?? ''));
  return [...own, ...theirs];
}
