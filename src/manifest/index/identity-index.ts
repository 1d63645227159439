import { apiGroup, type Manifest } from '../manifest.js';

/**
 * Manifests by group, kind, namespace and name, each step by itself: those are texts that the manifests hold, where a key
 * of all four would have to be put together for each question.
 */
export class IdentityIndex {
  readonly #kinds = new Map<string, OfKind & { readonly groups: Map<string, OfGroup> }>();
  /** Those that claim an identity which others claim before them, by the first. */
  readonly #same = new Map<Manifest, Manifest[]>();

  constructor(manifests: readonly Manifest[]) {
    for (const manifest of manifests) {
      const { apiVersion, kind, namespace = '', name } = manifest.ref;
      let ofKind = this.#kinds.get(kind);
      if (!ofKind) {
        ofKind = { all: [], groups: new Map() };
        this.#kinds.set(kind, ofKind);
      }
      const group = apiGroup(apiVersion);
      let ofGroup = ofKind.groups.get(group);
      if (!ofGroup) {
        ofGroup = { all: [], namespaces: new Map() };
        ofKind.groups.set(group, ofGroup);
      }
      let ofNamespace = ofGroup.namespaces.get(namespace);
      if (!ofNamespace) {
        ofNamespace = { all: [], names: new Map() };
        ofGroup.namespaces.set(namespace, ofNamespace);
      }
      ofKind.all.push(manifest);
      ofGroup.all.push(manifest);
      ofNamespace.all.push(manifest);
      const first = ofNamespace.names.get(name);
      if (first) this.#again(first, manifest);
      else ofNamespace.names.set(name, manifest);
    }
  }

  #again(first: Manifest, other: Manifest): void {
    const same = this.#same.get(first);
    if (same) same.push(other);
    else this.#same.set(first, [first, other]);
  }

  /** Of a kind, whatever its group where none is given. */
  ofKind(kind: string, group: string | undefined): readonly Manifest[] {
    const found = this.#kinds.get(kind);
    return (group === undefined ? found : found?.groups.get(group))?.all ?? NONE;
  }

  inNamespace(group: string, kind: string, namespace: string): readonly Manifest[] {
    return this.#kinds.get(kind)?.groups.get(group)?.namespaces.get(namespace)?.all ?? NONE;
  }

  /** The first with that identity. */
  get(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    return this.#kinds.get(kind)?.groups.get(group)?.namespaces.get(namespace)?.names.get(name);
  }

  /** Manifests that claim one and the same identity, in the order of the first of each. */
  duplicates(manifests: readonly Manifest[]): readonly (readonly Manifest[])[] {
    if (this.#same.size === 0) return NONE;
    return manifests.map((first) => this.#same.get(first) ?? NONE).filter((same) => same.length > 0);
  }
}

const NONE: readonly never[] = [];

interface OfKind {
  readonly all: Manifest[];
}

interface OfGroup extends OfKind {
  readonly namespaces: Map<string, OfNamespace>;
}

interface OfNamespace extends OfKind {
  readonly names: Map<string, Manifest>;
}
