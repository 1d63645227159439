import { type Field, fieldOf } from '../../manifest/field.js';
import { isRemote, type Kustomizations } from '../../manifest/files/kustomization.js';
import { folderOf, join } from '../../manifest/files/source-sorts.js';
import type { Source, Sources } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** Reports files that a kustomization lists and that are not there, or that kustomize may not read. */
export function* entries(kustomization: Source, all: Kustomizations, sources: Sources): Iterable<Report> {
  const folder = folderOf(kustomization.path);
  const listed = new Set<string>();
  for (const { field, written, sort } of entriesOf(kustomization)) {
    if (isRemote(written) || written.includes('$')) continue;
    if (written.startsWith('/')) {
      yield report(field, `"${written}" begins at the root of the machine`, {
        why: 'kustomize build fails: it takes paths from the folder of the kustomization only.',
        fix: 'Write the way from this folder: ../base.',
      });
      continue;
    }
    const path = join(folder, written);
    if (sort === 'resource' && listed.has(path)) {
      yield report(field, `"${written}" is listed twice`, {
        why: 'kustomize build fails: an object with that identity is registered already.',
        fix: 'Drop one of the two.',
      });
    }
    listed.add(path);
    if (path.startsWith('..')) continue;
    const below = sort === 'resource' ? all.of(path) : undefined;
    if (below && all.reached(below).includes(kustomization)) {
      const itself = below === kustomization;
      yield report(field, `"${written}" ${itself ? 'is the folder itself' : 'comes back to this folder'}`, {
        why: 'kustomize build fails: "cycle detected".',
        fix: itself
          ? 'List the files of the folder, or another folder.'
          : `Drop it here, or the way back from "${written}".`,
      });
      continue;
    }
    const isFolder = hasFolder(sources, path);
    if (isFolder) {
      if (sort !== 'resource' || all.of(path) || hasUnreadable(sources, path)) continue;
      yield report(field, `folder "${written}" has no kustomization.yaml`, { fix: 'Add one, or list its files.' });
    } else if (isOutside(path, folder) && (sources.files.has(path) || /\.[a-z]+$/i.test(path))) {
      yield report(field, `"${written}" is a file outside the folder of its kustomization`, {
        why: 'kustomize build fails: it reads files only in the folder of the kustomization or below.',
        fix: 'List a folder with a kustomization of its own, or move the file.',
      });
    } else if (!sources.files.has(path) && isSeen(kustomization, path, sources)) {
      // What stands there already is not what was meant.
      const others = entriesOf(kustomization).map((one) => join(folder, one.written));
      const near = didYouMean(
        path,
        siblings(sources, folderOf(path)).filter((one) => !others.includes(one)),
      );
      yield report(field, `"${written}" does not exist`, {
        fix: near ? `Did you mean "${near.slice(near.lastIndexOf('/') + 1)}"?` : 'Add the file, or drop the line.',
      });
    }
  }
}

interface Entry {
  readonly field: Field<Source>;
  readonly written: string;
  readonly sort: 'resource' | 'file';
}

const RESOURCES = ['resources', 'bases', 'components'];
const FILES = ['crds', 'configurations', 'transformers', 'generators', 'validators', 'patchesStrategicMerge'];
const PATHS = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

function entriesOf(kustomization: Source): Entry[] {
  const root = fieldOf(kustomization);
  const paths = [
    ...FILES.flatMap((name) => root.items(name)),
    ...PATHS.flatMap((name) => root.items(name).map((item) => item.at('path'))),
    ...GENERATORS.flatMap((name) => root.items(name)).flatMap((item) => [
      ...['files', 'envs'].flatMap((part) => item.items(part)),
      item.at('env'),
    ]),
    ...root.items('helmCharts').map((chart) => chart.at('valuesFile')),
  ];
  return [
    ...RESOURCES.flatMap((name) => root.items(name)).flatMap((field) => entry(field, 'resource')),
    ...paths.flatMap((field) => entry(field, 'file')),
  ];
}

function entry(field: Field<Source>, sort: Entry['sort']): Entry[] {
  const { text } = field;
  // A patch may be written in place; a file may be given another name: `key=path`.
  if (text === undefined || text.includes('\n') || text.includes(': ')) return [];
  const isNamed = field.path.includes('files');
  return [{ field, written: isNamed ? text.slice(text.indexOf('=') + 1) : text, sort }];
}

function isOutside(path: string, folder: string): boolean {
  return folder !== '' && !path.startsWith(`${folder}/`);
}

/** Whether the tree shows the place of a file, so that it would be there if it existed. */
function isSeen(kustomization: Source, path: string, { files }: Sources): boolean {
  const own = folderOf(kustomization.path);
  const outside = isOutside(path, own);
  const within = folderOf(path);
  const place = outside || within === own ? within : own;
  for (const file of files) {
    if (file === kustomization.path || (place !== '' && !file.startsWith(`${place}/`))) continue;
    if (!outside || !file.startsWith(`${own}/`)) return true;
  }
  return false;
}

function hasFolder({ files }: Sources, path: string): boolean {
  if (files.has(path)) return false;
  for (const file of files) if (file.startsWith(`${path}/`)) return true;
  return false;
}

/** A kustomization that is there and cannot be read: another rule says why. */
function hasUnreadable({ files }: Sources, folder: string): boolean {
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => files.has(`${folder}/${name}`));
}

function siblings({ files }: Sources, folder: string): string[] {
  return [...files].filter((file) => folderOf(file) === folder);
}

/** Reports objects that come into a build twice, where the two meet. */
export function* duplicates(kustomization: Source, all: Kustomizations): Iterable<Report> {
  const below = all.below(kustomization).map((source) => new Set(documentsOf(source, all)));
  const seen = new Map<string, Source>();
  for (const { source, apiVersion, kind, names } of all.gathered(kustomization).objects) {
    const last = names.at(-1);
    const key = JSON.stringify([apiVersion.replace(/\/?[^/]*$/, ''), kind, last?.namespace ?? 'default', last?.name]);
    const first = seen.get(key);
    if (!first) seen.set(key, source);
    else if (first !== source && !below.some((documents) => documents.has(first) && documents.has(source))) {
      const where = [first, source].map(({ origin }) => origin.at?.([])).flatMap((at) => at ?? []);
      const places = where.map(({ file, line }) => `${file}:${line}`).join(' and ');
      yield report(fieldOf(kustomization, 'resources'), `${kind} "${last?.name}" comes twice: from ${places}`, {
        why: 'kustomize build fails: an object with that identity is registered already.',
        fix: 'Drop one of the two.',
      });
    }
  }
}

function documentsOf(kustomization: Source, all: Kustomizations): readonly Source[] {
  return all.gathered(kustomization).objects.map(({ source }) => source);
}

/**
 * Reports, where a build starts, entries whose own build fails: Argo CD names the folder that it was given, and the
 * mistake is in another.
 */
export function* broken(
  kustomization: Source,
  all: Kustomizations,
  fails: ReadonlyMap<Source, Report>,
): Iterable<Report> {
  if (all.isUsed(kustomization)) return;
  for (const { field, written } of entriesOf(kustomization)) {
    const below = all.of(join(folderOf(kustomization.path), written));
    const [first] = below ? all.reached(below).flatMap((source) => fails.get(source) ?? []) : [];
    if (!first) continue;
    const at = first.manifest.origin.at?.(first.path);
    yield report(field, `"${written}" cannot be built${at ? `: see ${at.file}:${at.line}` : ''}`, {
      fix: 'Mend what is reported there.',
      cause: first.cause,
    });
  }
}
