import type { Finding } from '../diagnostic/diagnostic.js';
import { isObject, text } from './access.js';
import { environmentOf } from './environment.js';
import type { Manifest } from './manifest.js';
import { ManifestSet } from './manifest-set.js';
import { objectsOf } from './objects.js';
import { readYaml, type YamlDocument } from './read-yaml.js';
import { type ReadFile, sourceSorts } from './source-sorts.js';
import { type Source, type SourceSort, Sources } from './sources.js';

/** A file that was found. */
export interface FoundFile {
  /** As messages name it. */
  readonly file: string;
  /** Where it lies in its tree, `/` on every system: the path says what it is and whose. */
  readonly path: string;
  /** Undefined when it is not of a kind that anyone reads. */
  readonly text?: string;
}

/** Files, parted into what each cluster receives and what is only source. */
export interface Parted {
  readonly sets: readonly ManifestSet[];
  readonly sources: Sources;
  /** What cannot be read. */
  readonly findings: readonly Finding[];
}

/**
 * Parts files into sets: what belongs to one environment is a set; a file of no environment belongs to all. What a
 * tool reads before there are objects (kustomizations and what they list, charts, workflows) is a source.
 * Pure: the same files give the same sets. `setOf`: the environment of a path, where the path itself does not say.
 */
export function partFiles(
  files: readonly FoundFile[],
  setOf: (path: string) => string | undefined = environmentOf,
): Parted {
  const read = files.flatMap((file) => (file.text === undefined ? [] : [readFound(file, file.text)]));
  const sorts = sourceSorts(read, new Set(files.map(({ path }) => path)));
  const findings: Finding[] = [];
  const sources: Source[] = [];
  const objects: { readonly path: string; readonly manifests: readonly Manifest[] }[] = [];
  for (const { path, text: whole, documents, unreadable } of read) {
    const sort = sorts.get(path);
    // A chart's template is no YAML until Helm has filled it in.
    if (sort === 'template') continue;
    findings.push(...unreadable);
    if (sort) {
      sources.push(...documents.map((document) => source(sort, path, whole, document)));
      continue;
    }
    const parts = documents.map(objectsOf);
    findings.push(...parts.flatMap((part) => part.findings));
    objects.push({ path, manifests: parts.flatMap((part) => part.manifests) });
  }
  return {
    sets: setsOf(objects, setOf),
    sources: new Sources(sources, new Set(files.map(({ path }) => path))),
    findings,
  };
}

function readFound({ file, path }: FoundFile, whole: string): ReadFile {
  const { documents, findings, text } = readYaml(whole, file, path.includes('.github/') ? 'core' : 'kubernetes');
  return { path, text, documents, unreadable: findings };
}

function setsOf(
  files: readonly { readonly path: string; readonly manifests: readonly Manifest[] }[],
  setOf: (path: string) => string | undefined,
): ManifestSet[] {
  const shared: Manifest[] = [];
  const own = new Map<string, Manifest[]>();
  for (const { path, manifests } of files) {
    if (manifests.length === 0) continue;
    const environment = setOf(path);
    const known = environment === undefined ? shared : (own.get(environment) ?? []);
    if (environment !== undefined) own.set(environment, known);
    // One by one: a List may have more items than a call takes arguments.
    for (const manifest of manifests) known.push(manifest);
  }
  if (own.size === 0) return shared.length > 0 ? [new ManifestSet('', shared)] : [];
  return [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, manifests]) => new ManifestSet(name, [...shared, ...manifests]));
}

function source(sort: SourceSort, path: string, whole: string, { value, origin }: YamlDocument): Source {
  const object = isObject(value) ? value : {};
  const apiVersion = text(object, 'apiVersion') ?? '';
  const ref = { apiVersion, kind: text(object, 'kind') ?? sort, name: text(object, 'metadata.name') ?? path };
  return { sort, path, ref, object, origin, text: whole };
}
