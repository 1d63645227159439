import { each, isObject, records, text } from '../access.js';
import { folderOf } from '../files/source-sorts.js';
import type { FieldPath, Json, JsonObject, Manifest } from '../manifest.js';
import { type ManifestSet, perSet } from '../manifest-set.js';

/** An Argo CD Application: written as such, or one that an ApplicationSet's list makes. */
export interface DeclaredApplication {
  /** The Application or ApplicationSet. */
  readonly manifest: Manifest;
  readonly name: string;
  /** Its `spec`, with the values of the list filled in. */
  readonly spec: JsonObject;
  /** Folders of the repository that it applies. */
  readonly paths: readonly string[];
  readonly namespace: string | undefined;
  /** Of the element of a list that it is made from. */
  readonly element?: FieldPath | undefined;
}

/** Every Application of a set. Generators other than lists look at clusters and repositories: what they make is unknown. */
export const applicationsOf = perSet((set: ManifestSet): readonly DeclaredApplication[] => [
  ...set.kind('Application').flatMap((manifest) => declared(manifest, manifest.ref.name, manifest.object.spec)),
  ...set.kind('ApplicationSet').flatMap((manifest) =>
    each(manifest.object, 'spec.generators[].list.elements[]').flatMap(({ value, path }) => {
      const template = fill(each(manifest.object, 'spec.template')[0]?.value, value);
      const spec = isObject(template) ? template.spec : undefined;
      return declared(manifest, text(template, 'metadata.name') ?? '', spec).map((one) => ({ ...one, element: path }));
    }),
  ),
]);

function declared(manifest: Manifest, name: string, spec: Json | undefined): DeclaredApplication[] {
  if (!isObject(spec)) return [];
  const sources = [...records([spec.source ?? null]), ...records(spec, 'sources')];
  const paths = sources.flatMap((source) => barePath(text(source, 'path')) ?? []);
  return [{ manifest, name, spec, paths, namespace: text(spec, 'destination.namespace') }];
}

/** Puts an element's values where a template names them: `{{name}}`, and with Go templates `{{.name}}`. */
function fill(template: Json | undefined, element: Json): Json {
  if (typeof template === 'string') {
    return template.replaceAll(/\{\{\s*\.?([\w.-]+)\s*\}\}/g, (whole, key) => text(element, key) ?? whole);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, element));
  if (!isObject(template)) return template ?? null;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, element)]));
}

/**
 * The Application that applies each manifest, where a path of one leads to its file: `dist/prod/shop` to
 * `dist/prod/shop/service.yaml`, and to `dist/prod/shop.yaml`, which a tool may have rendered from that folder.
 */
export const ownersOf = perSet((set: ManifestSet): ReadonlyMap<Manifest, DeclaredApplication> => {
  const byPath = new Map<string, DeclaredApplication>();
  for (const application of applicationsOf(set)) for (const path of application.paths) byPath.set(path, application);
  const owners = new Map<Manifest, DeclaredApplication>();
  const known = new Map<string, DeclaredApplication | undefined>();
  const ownerOf = (path: string): DeclaredApplication | undefined => {
    if (path === '' || known.has(path)) return known.get(path);
    // The deepest folder that an Application names wins.
    const owner = namedBy(path, byPath) ?? ownerOf(folderOf(path));
    known.set(path, owner);
    return owner;
  };
  for (const manifest of byPath.size > 0 ? set.manifests : []) {
    const owner = ownerOf(manifest.origin.file.replace(/\.ya?ml$/, ''));
    if (owner) owners.set(manifest, owner);
  }
  return owners;
});

/** Who names the path, or the end of it: the tree may lie anywhere. */
function namedBy(path: string, byPath: ReadonlyMap<string, DeclaredApplication>): DeclaredApplication | undefined {
  for (let start = 0; ; ) {
    const found = byPath.get(path.slice(start));
    const slash = path.indexOf('/', start);
    if (found || slash < 0) return found;
    start = slash + 1;
  }
}

/** A path as Argo CD reads it: without `./` or `/` before it and `/` at its end. */
export function barePath<Text extends string | undefined>(path: Text): string | Text {
  return path === undefined ? path : path.replace(/^\.?\/|\/$/g, '');
}
