import { get, isObject, list, strings, text } from '../access.js';
import type { JsonObject } from '../manifest.js';
import { folderOf, join } from './source-sorts.js';
import type { Source, Sources } from './sources.js';

/** An object of a kustomization's build, under every name that it has had on the way: a patch may use any of them. */
export interface BuiltObject {
  readonly source: Source;
  readonly apiVersion: string;
  readonly kind: string;
  readonly names: readonly { readonly name: string; readonly namespace: string | undefined }[];
}

/** What a kustomization gathers before its own patches and transformers run. */
export interface Gathered {
  readonly objects: readonly BuiltObject[];
  /** False when something that it lists is not in the tree or is made by a program: there may be more. */
  readonly complete: boolean;
}

/** Kustomizations of a tree, by folder, and what each builds. */
export class Kustomizations {
  readonly all: readonly Source[];
  readonly #byFolder: ReadonlyMap<string, Source>;
  readonly #byPath = new Map<string, Source[]>();
  #used?: ReadonlySet<Source>;
  readonly #gathered = new Map<Source, Gathered>();

  constructor(sources: Sources) {
    // Flux has a kind of that name.
    const isKustomize = ({ object }: Source) => (text(object, 'apiVersion') ?? OWN).startsWith(OWN);
    this.all = sources.sort('kustomization').filter(isKustomize);
    this.#byFolder = new Map(this.all.map((source) => [folderOf(source.path), source]));
    for (const source of sources.sort('kustomized')) {
      this.#byPath.set(source.path, [...(this.#byPath.get(source.path) ?? []), source]);
    }
  }

  /** The kustomization of a folder. */
  of(folder: string): Source | undefined {
    return this.#byFolder.get(folder);
  }

  /** The documents of a file that a kustomization uses. */
  documents(path: string): readonly Source[] {
    return this.#byPath.get(path) ?? [];
  }

  /** The kustomizations that one uses itself. */
  below(kustomization: Source): readonly Source[] {
    const folder = folderOf(kustomization.path);
    return ENTRIES.flatMap((field) => strings(kustomization.object, field)).flatMap(
      (entry) => this.of(join(folder, entry)) ?? [],
    );
  }

  /** A kustomization and all that it uses, however far below. */
  reached(kustomization: Source): readonly Source[] {
    const found = new Set([kustomization]);
    for (const one of found) for (const next of this.below(one)) found.add(next);
    return [...found];
  }

  /** Whether another kustomization uses it, so that it is built as a part of that. */
  isUsed(kustomization: Source): boolean {
    this.#used ??= new Set(this.all.flatMap((one) => this.below(one)));
    return this.#used.has(kustomization);
  }

  /** What `resources`, `bases`, `components` and the ConfigMap and Secret generators of a kustomization bring. */
  gathered(kustomization: Source): Gathered {
    const known = this.#gathered.get(kustomization);
    if (known) return known;
    // A cycle ends here: what it would add is not known.
    this.#gathered.set(kustomization, { objects: [], complete: false });
    const result = this.#gather(kustomization);
    this.#gathered.set(kustomization, result);
    return result;
  }

  #gather(kustomization: Source): Gathered {
    const { object } = kustomization;
    const folder = folderOf(kustomization.path);
    const objects: BuiltObject[] = [...generated(kustomization)];
    let complete = !PROGRAMS.some((field) => list(object, field).length > 0);
    for (const entry of ENTRIES.flatMap((field) => list(object, field))) {
      const path = typeof entry === 'string' ? join(folder, entry) : '';
      const below = this.#byFolder.get(path);
      const documents = this.documents(path);
      if (below) {
        const part = this.gathered(below);
        complete &&= part.complete;
        objects.push(...part.objects.map((one) => renamed(one, below.object)));
      } else if (documents.length > 0) {
        for (const document of documents) {
          const built = builtObject(document);
          if (built) objects.push(built);
          else complete &&= Object.keys(document.object).length === 0;
        }
      } else complete = false;
    }
    return { objects, complete };
  }
}

const OWN = 'kustomize.config.k8s.io/';
const ENTRIES = ['resources', 'bases', 'components'];
const PROGRAMS = ['generators', 'helmCharts', 'helmChartInflationGenerator'];

function builtObject(source: Source): BuiltObject | undefined {
  const { object } = source;
  const kind = text(object, 'kind');
  const apiVersion = text(object, 'apiVersion');
  const name = text(object, 'metadata.name');
  if (kind === undefined || apiVersion === undefined || name === undefined) return undefined;
  return { source, apiVersion, kind, names: [{ name, namespace: text(object, 'metadata.namespace') }] };
}

function generated(kustomization: Source): BuiltObject[] {
  const kinds = [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const;
  return kinds.flatMap(([field, kind]) =>
    list(kustomization.object, field).flatMap((item): BuiltObject[] => {
      const name = text(item, 'name');
      const behavior = text(item, 'behavior');
      if (name === undefined || behavior === 'merge' || behavior === 'replace') return [];
      return [{ source: kustomization, apiVersion: 'v1', kind, names: [{ name, namespace: text(item, 'namespace') }] }];
    }),
  );
}

/** The names that a kustomization's own transformers add. Those that it had stay: patches above may still use them. */
function renamed(one: BuiltObject, kustomization: JsonObject): BuiltObject {
  const last = one.names.at(-1);
  if (!last) return one;
  const namespace = text(kustomization, 'namespace') ?? last.namespace;
  const name = `${text(kustomization, 'namePrefix') ?? ''}${last.name}${text(kustomization, 'nameSuffix') ?? ''}`;
  if (name === last.name && namespace === last.namespace) return one;
  return { ...one, names: [...one.names, { name, namespace }] };
}

/** An entry that kustomize fetches from elsewhere: a URL, `github.com/team/repo//path?ref=v1`. */
export function isRemote(entry: string): boolean {
  return /^[\w+.-]+:\/\/|^git@|^[\w-]+(?:\.[\w-]+)+\/[^?]+\/|\?ref=|\.git(?:\/\/|\?|$)/.test(entry);
}

/** Whether a patch is a strategic-merge patch, which names its target itself. */
export function isMergePatch(document: JsonObject): boolean {
  return isObject(document) && text(document, 'kind') !== undefined && get(document, 'metadata.name') !== undefined;
}
