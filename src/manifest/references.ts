import { get, parsePath, text } from './access.js';
import type { NameRow, Strength } from './kinds/row.js';
import { rowOf, targetKind } from './kinds.js';
import { apiGroup, type FieldPath, type JsonObject, type Manifest } from './manifest.js';
import { type Identity, type ManifestSet, perSet } from './manifest-set.js';
import { builtIn, chartNamespaces, madeKinds, makers } from './references/existing.js';
import { namesIn } from './references/reference-walk.js';
import { selfMade } from './references/self-made.js';

/** What a name turns out to mean. */
export type Target =
  | { readonly is: 'manifest'; readonly manifest: Manifest }
  /** A controller makes it from `by`. `keys` of a Secret or ConfigMap, where they are known. */
  | { readonly is: 'made'; readonly by: Manifest; readonly keys?: ReadonlySet<string>; readonly strength: Strength }
  /** Exists in every cluster, or was declared to exist outside Git. */
  | { readonly is: 'known'; readonly keys?: ReadonlySet<string> }
  /** Cannot be told: the name is computed later. */
  | { readonly is: 'unknown' }
  /** `sure`: nothing else could bring it, as far as the set shows. */
  | { readonly is: 'missing'; readonly sure: boolean };

/** An edge of the graph: a field of one manifest that names another object. */
export interface Reference {
  readonly from: Manifest;
  /** Of the name. */
  readonly path: FieldPath;
  readonly to: Identity;
  readonly target: Target;
  readonly strength: Strength;
  /** The object starts or works without it. */
  readonly optional: boolean;
  /** Keys that are read of a ConfigMap or Secret. */
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
  /** The row of the table that it comes from. */
  readonly row: NameRow;
}

const NAMESPACE: NameRow = { from: 'metadata.namespace', to: 'Namespace', checkedBy: 'namespace-undeclared' };
const DEFINITION: NameRow = {
  from: 'kind',
  to: 'CustomResourceDefinition',
  strength: 'strict',
  checkedBy: 'crd-first',
};

/**
 * The one reference graph of a set, computed from its manifests with the table of kinds. A name that is made by a
 * controller, given by every cluster, or unknown until later is never "missing".
 */
export class ReferenceGraph {
  readonly all: readonly Reference[];
  readonly #from = new Map<Manifest, Reference[]>();
  readonly #to = new Map<Manifest, Reference[]>();

  constructor(private readonly set: ManifestSet) {
    const all: Reference[] = [];
    const definitions = definedKinds(set);
    for (const manifest of set.manifests) {
      const own = this.#written(manifest);
      const { namespace, apiVersion, kind } = manifest.ref;
      if (namespace !== undefined) imply(manifest, NAMESPACE, set.find('Namespace', undefined, namespace), own);
      if (definitions.size > 0) imply(manifest, DEFINITION, definitions.get(`${apiGroup(apiVersion)}/${kind}`), own);
      this.#from.set(manifest, own);
      for (const edge of own) all.push(edge);
    }
    for (const edge of all) {
      const target = targetManifest(edge);
      if (!target) continue;
      const known = this.#to.get(target);
      if (known) known.push(edge);
      else this.#to.set(target, [edge]);
    }
    this.all = all;
  }

  /** What this manifest refers to. */
  from(manifest: Manifest): readonly Reference[] {
    return this.#from.get(manifest) ?? [];
  }

  /** Who refers to this manifest, or to what a controller makes from it. */
  to(manifest: Manifest): readonly Reference[] {
    return this.#to.get(manifest) ?? [];
  }

  /** What an object that is named elsewhere (in an annotation, a host name) turns out to be. */
  resolve(to: Identity): Target {
    if (!to.name || isTemplated(to.name) || isTemplated(to.namespace ?? '')) return { is: 'unknown' };
    const found = this.set.get(to) ?? this.#elsewhere(to);
    if (found) return { is: 'manifest', manifest: found };
    const made = makers(this.set).get(`${to.group}/${to.kind}/${to.namespace ?? ''}/${to.name}`);
    if (made) return { is: 'made', ...made };
    const external = this.set.external.find((known) => sameIdentity(known, to));
    if (external) return external.keys ? { is: 'known', keys: new Set(external.keys) } : { is: 'known' };
    if (builtIn(to)) return { is: 'known' };
    if (isTemplated(to.kind)) return { is: 'unknown' };
    if (to.group === '' && selfMade(this.set).has(`${to.kind}/${to.namespace ?? ''}/${to.name}`))
      return { is: 'known' };
    return { is: 'missing', sure: this.#owns(to) };
  }

  // Without a namespace on one of the two sides, whoever applies them decides: they may well meet.
  #elsewhere(to: Identity): Manifest | undefined {
    if (to.namespace) return this.set.get({ ...to, namespace: undefined });
    const { group, kind } = to;
    const same = this.set.kind(group ? `${kind}.${group}` : kind).filter((m) => m.ref.name === to.name);
    return same.length === 1 ? same[0] : undefined;
  }

  /** Whether the set is where such objects come from, so that one which is not there is missed. */
  #owns({ group, kind, namespace }: Identity): boolean {
    const charts = chartNamespaces(this.set);
    if (namespace === undefined ? charts.size > 0 : charts.has(namespace)) return false;
    const id = group ? `${kind}.${group}` : kind;
    return this.set.owns(id, namespace) || madeKinds(this.set).has(`${group}/${kind}/${namespace ?? ''}`);
  }

  #written(from: Manifest): Reference[] {
    const own: Reference[] = [];
    for (const { row, name, path, holder, depth } of namesIn(from.object)) {
      const to = identity(from, row, name, holder);
      if (!to) continue;
      const target = this.resolve(to);
      const strength = target.is === 'made' ? target.strength : (row.strength ?? 'weak');
      const optional = row.optional !== undefined && get(holder, row.optional) === true;
      own.push({ from, path, to, target, strength, optional, keys: keysOf(row, holder, path, depth), row });
    }
    return own;
  }
}

/** The edge to the Namespace that a manifest stands in, or to the definition of its kind, where the set has them. */
function imply(from: Manifest, row: NameRow, manifest: Manifest | undefined, own: Reference[]): void {
  if (!manifest) return;
  const { apiVersion, kind, name } = manifest.ref;
  own.push({
    from,
    path: parsePath(row.from),
    to: { group: apiGroup(apiVersion), kind, name },
    target: { is: 'manifest', manifest },
    strength: row.strength ?? 'weak',
    optional: false,
    keys: NO_KEYS,
    row,
  });
}

const NO_KEYS: Reference['keys'] = [];

/** The graph of a set; computed once. */
export const referencesOf = perSet((set) => new ReferenceGraph(set));

/** The manifest that an edge leads to: the object itself, or the one that it is made from. */
export function targetManifest({ target }: Reference): Manifest | undefined {
  if (target.is === 'manifest') return target.manifest;
  return target.is === 'made' ? target.by : undefined;
}

/** A name that a template engine, the kubelet or a shell fills in later. */
export function isTemplated(name: string): boolean {
  return name.includes('{{') || name.includes('$(') || name.includes('${');
}

function definedKinds(set: ManifestSet): ReadonlyMap<string, Manifest> {
  return new Map(
    set
      .kind('CustomResourceDefinition')
      .map((m) => [`${text(m.object, 'spec.group') ?? ''}/${text(m.object, 'spec.names.kind') ?? ''}`, m]),
  );
}

/** Whether a field is `true`, or has the value that is written behind `=`. */
function meets(holder: JsonObject, condition: string): boolean {
  const [path = '', value] = condition.split('=');
  return get(holder, path) === (value ?? true);
}

function identity(from: Manifest, row: NameRow, written: string, holder: JsonObject): Identity | undefined {
  if (row.when && !meets(holder, row.when)) return undefined;
  if (row.unless && meets(holder, row.unless)) return undefined;
  const kind = targetKind(row.to, row.kind && text(holder, row.kind), row.group && text(holder, row.group));
  if (!kind) return undefined;
  const own = rowOf(from.ref)?.scope === 'cluster' ? undefined : from.ref.namespace;
  const parts = place(row.form, written, (row.namespace && text(holder, row.namespace)) || own);
  if (!parts) return undefined;
  return {
    group: kind.group,
    kind: kind.kind,
    name: parts.name,
    namespace: kind.namespaced ? parts.namespace : undefined,
  };
}

function place(
  form: NameRow['form'],
  written: string,
  namespace: string | undefined,
): { name: string; namespace: string | undefined } | undefined {
  if (form === undefined || isTemplated(written)) return { name: written, namespace };
  if (form === 'path') {
    const [first, second] = written.split('/');
    // Istio's word for the sidecars themselves.
    if (first === 'mesh' && second === undefined) return undefined;
    return second === undefined ? { name: written, namespace } : { name: second, namespace: first || namespace };
  }
  const [name = '', inNamespace, ...rest] = written.split('.');
  // Of many Services at once, as a rule of the mesh may be.
  if (name === '*') return undefined;
  if (inNamespace === undefined) return { name, namespace };
  if (form === 'host' && !/^svc(\.cluster\.local)?\.?$/.test(rest.join('.'))) return undefined;
  return { name, namespace: inNamespace };
}

function keysOf(row: NameRow, holder: JsonObject, path: FieldPath, depth: number): Reference['keys'] {
  if (!row.key) return NO_KEYS;
  const holderPath = path.slice(0, depth);
  const single = text(holder, row.key);
  if (single !== undefined) return [{ key: single, path: [...holderPath, ...row.key.split('.')] }];
  // `items[].key`
  const [list = '', key = ''] = row.key.split('[].');
  const items = get(holder, list);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, i) => {
    const value = text(item, key);
    return value === undefined ? [] : [{ key: value, path: [...holderPath, list, i, key] }];
  });
}

function sameIdentity(
  known: { apiVersion: string; kind: string; namespace?: string; name: string },
  to: Identity,
): boolean {
  return (
    known.name === to.name &&
    known.kind === to.kind &&
    apiGroup(known.apiVersion) === to.group &&
    (known.namespace ?? '') === (to.namespace ?? '')
  );
}
