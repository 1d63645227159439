import type { Finding } from '../../diagnostic/diagnostic.js';
import { isObject, text } from '../access.js';
import type { Manifest } from '../manifest.js';
import { ManifestSet } from '../manifest-set.js';
import { readYaml, type YamlDocument } from '../yaml/read-yaml.js';
import { environmentOf } from './environment.js';
import { objectsOf } from './objects.js';
import { alternatives, type ObjectFile, withoutRendered } from './renderings.js';
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
 * tool reads before there are objects (kustomizations and what they list, charts, workflows) is a source. A file that
 * also lies there rendered counts once; renderings of the same objects side by side are sets of their own.
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
  const objects: ObjectFile[] = [];
  for (const { path, text: whole, documents, unreadable } of read) {
    const sort = sorts.get(path);
    // A chart's template is no YAML until Helm has filled it in.
    if (sort === 'template') continue;
    findings.push(...unreadable);
    if (sort) {
      sources.push(...documents.map((document) => source(sort, path, whole, document)));
      continue;
    }
    const manifests: Manifest[] = [];
    for (const document of documents) {
      const part = objectsOf(document);
      findings.push(...part.findings);
      manifests.push(...part.manifests);
    }
    objects.push({ path, manifests });
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

function setsOf(files: readonly ObjectFile[], setOf: (path: string) => string | undefined): ManifestSet[] {
  const shared: ObjectFile[] = [];
  const own = new Map<string, ObjectFile[]>();
  for (const file of files) {
    if (file.manifests.length === 0) continue;
    const environment = setOf(file.path);
    const known = environment === undefined ? shared : (own.get(environment) ?? []);
    if (environment !== undefined) own.set(environment, known);
    known.push(file);
  }
  if (own.size === 0) return shared.length > 0 ? variantsOf('', shared) : [];
  return [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, files]) => variantsOf(name, [...shared, ...files]));
}

/** One set, or where a folder holds the same objects over again one for each of its files. */
function variantsOf(name: string, all: readonly ObjectFile[]): ManifestSet[] {
  const whole = new ManifestSet(
    name,
    all.flatMap((file) => file.manifests),
  );
  // Renderings hold the same objects as something else: in most trees nothing does.
  if (whole.duplicates().length === 0) return [whole];
  const files = withoutRendered(all);
  const groups = alternatives(files);
  const count = Math.max(1, ...groups.map((group) => group.length));
  return Array.from({ length: count }, (_, i) => {
    const out = new Set(groups.flatMap((group) => group.filter((_, j) => j !== Math.min(i, group.length - 1))));
    const manifests = files.filter((file) => !out.has(file)).flatMap((file) => file.manifests);
    return new ManifestSet(name, manifests);
  });
}

function source(sort: SourceSort, path: string, whole: string, { value, origin }: YamlDocument): Source {
  const object = isObject(value) ? value : {};
  const apiVersion = text(object, 'apiVersion') ?? '';
  const ref = { apiVersion, kind: text(object, 'kind') ?? sort, name: text(object, 'metadata.name') ?? path };
  return { sort, path, ref, object, origin, text: whole };
}
