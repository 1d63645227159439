import type { ObjectRef } from '../diagnostic/diagnostic.js';
import { each } from './access.js';
import { Field, fieldOf } from './field.js';
import { IdentityIndex } from './index/identity-index.js';
import { LabelIndex } from './index/label-index.js';
import type { KindId } from './kinds/row.js';
import { resolveKind, rowOf } from './kinds.js';
import { type Labels, labelsOf, type Selector } from './labels.js';
import type { Manifest } from './manifest.js';
import { type PodTemplate, podTemplateOf } from './pod-template.js';

/** An object that is in the cluster though no manifest makes it. `keys` are those of a Secret or ConfigMap, if known. */
export interface KnownObject extends ObjectRef {
  readonly keys?: readonly string[];
}

/** What makes an object one of its kind in a cluster: the version does not count. */
export interface Identity {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/**
 * What one cluster receives. Built once; every index is made when it is first asked for, so a set that nobody asks
 * costs nothing. All look-ups take constant time or the size of their answer.
 *
 * A manifest without a namespace stands in the namespace `''`: which one it means is decided by who applies it.
 */
export class ManifestSet {
  constructor(
    /** The environment, or the empty string where the files do not say. */
    readonly name: string,
    readonly manifests: readonly Manifest[],
    readonly external: readonly KnownObject[] = [],
  ) {}

  /** The same manifests in a cluster where these objects exist too. */
  withExternal(external: readonly KnownObject[]): ManifestSet {
    if (external.length === 0 || external === this.external) return this;
    const set = new ManifestSet(this.name, this.manifests, [...this.external, ...external]);
    set.#index = this.#index;
    return set;
  }

  /** All manifests of a kind: `set.kind('Service')`, `set.kind('Gateway.networking.istio.io')`. */
  kind(id: KindId): readonly Manifest[] {
    const known = this.#asked.get(id);
    if (known) return known;
    const { group, kind } = resolveKind(id);
    const found = this.#identities().ofKind(kind, group);
    this.#asked.set(id, found);
    return found;
  }

  /** The same, as roots to read fields from. */
  fields(id: KindId): readonly Field[] {
    const known = this.#roots.get(id);
    if (known) return known;
    const roots = this.kind(id).map((manifest) => fieldOf(manifest));
    this.#roots.set(id, roots);
    return roots;
  }

  /** All manifests of a kind in a namespace. */
  inNamespace(id: KindId, namespace: string | undefined): readonly Manifest[] {
    const { group, kind } = resolveKind(id);
    if (group === undefined) return this.kind(id).filter((m) => m.ref.namespace === namespace);
    return this.#identities().inNamespace(group, kind, namespace ?? '');
  }

  /** The manifest of that kind and name; of a cluster-scoped kind the namespace is not asked. */
  find(id: KindId, namespace: string | undefined, name: string): Manifest | undefined {
    const { group, kind } = resolveKind(id);
    if (group === undefined) return this.inNamespace(id, namespace).find((m) => m.ref.name === name);
    return this.get({ group, kind, namespace, name });
  }

  /** The manifest with exactly this identity. */
  get({ group, kind, namespace, name }: Identity): Manifest | undefined {
    return this.#identities().get(group, kind, namespace ?? '', name);
  }

  /** Manifests that claim one and the same identity: each list has two or more. */
  duplicates(): readonly (readonly Manifest[])[] {
    return this.#identities().duplicates(this.manifests);
  }

  /** Whether the set declares something of that kind in the namespace, so that "missing" can be said with certainty. */
  owns(id: KindId, namespace: string | undefined): boolean {
    return this.inNamespace(id, namespace).length > 0;
  }

  /** Every namespace that something of the set stands in or declares, by name. */
  namespaces(): readonly string[] {
    this.#names ??= [
      ...new Set([
        ...this.kind('Namespace').map(({ ref }) => ref.name),
        ...this.manifests.map(({ ref }) => ref.namespace).filter((name) => name !== undefined),
      ]),
    ].sort();
    return this.#names;
  }

  /** Every pod template of the set. */
  podTemplates(): readonly PodTemplate[] {
    this.#templateList ??= [...this.#templates().values()];
    return this.#templateList;
  }

  /**
   * Every place that says on which nodes pods run: pod specs, and what operators copy into those that they make.
   * The latter show a part only: what is not there may be written elsewhere.
   */
  placements(): readonly Field[] {
    const parts = this.manifests.flatMap((manifest) =>
      (rowOf(manifest.ref)?.placements ?? []).flatMap((path) =>
        each(manifest.object, path).map((found) => new Field(manifest, found.path, found.value)),
      ),
    );
    return [...this.podTemplates().map(({ spec }) => spec), ...parts];
  }

  /** The pod template of a manifest of this set. */
  podTemplate(manifest: Manifest): PodTemplate | undefined {
    return this.#templates().get(manifest);
  }

  /**
   * Pod templates in a namespace whose pods the selector selects. Templates without a namespace count: whoever applies
   * them may put them there.
   */
  pods(namespace: string | undefined, selector: Selector | undefined): readonly PodTemplate[] {
    if (!selector) return [];
    this.#pods ??= this.#podsByNamespace();
    const found = this.#pods.get(namespace ?? '')?.select(selector) ?? NONE;
    const elsewhere = namespace ? this.#pods.get('')?.select(selector) : undefined;
    return elsewhere && elsewhere.length > 0 ? [...found, ...elsewhere] : found;
  }

  /** Manifests of a kind in a namespace (any, when it is `'*'`) whose own labels the selector selects. */
  labelled(id: KindId, namespace: string | undefined | '*', selector: Selector | undefined): readonly Manifest[] {
    if (!selector) return [];
    return this.#labelledIn(id, namespace)
      .select(selector)
      .map(({ manifest }) => manifest);
  }

  #index?: IdentityIndex;
  readonly #asked = new Map<KindId, readonly Manifest[]>();
  readonly #roots = new Map<KindId, readonly Field[]>();
  #byManifest?: Map<Manifest, PodTemplate>;
  #templateList?: readonly PodTemplate[];
  #pods?: Map<string, LabelIndex<PodTemplate>>;
  #names?: readonly string[];
  readonly #owned = new Map<KindId, Map<string | undefined, LabelIndex<Owned>>>();

  /** Manifests of a kind in a namespace by their own labels. */
  #labelledIn(id: KindId, namespace: string | undefined): LabelIndex<Owned> {
    const byNamespace = this.#owned.get(id) ?? new Map<string | undefined, LabelIndex<Owned>>();
    this.#owned.set(id, byNamespace);
    const known = byNamespace.get(namespace);
    if (known) return known;
    const index = new LabelIndex<Owned>();
    const manifests = namespace === '*' ? this.kind(id) : this.inNamespace(id, namespace);
    for (const manifest of manifests) index.add({ manifest, labels: labelsOf(manifest.object) });
    byNamespace.set(namespace, index);
    return index;
  }

  #identities(): IdentityIndex {
    this.#index ??= new IdentityIndex(this.manifests);
    return this.#index;
  }

  #templates(): Map<Manifest, PodTemplate> {
    if (this.#byManifest) return this.#byManifest;
    this.#byManifest = new Map();
    for (const manifest of this.manifests) {
      const template = podTemplateOf(manifest);
      if (template) this.#byManifest.set(manifest, template);
    }
    return this.#byManifest;
  }

  #podsByNamespace(): Map<string, LabelIndex<PodTemplate>> {
    const map = new Map<string, LabelIndex<PodTemplate>>();
    for (const template of this.podTemplates()) {
      const namespace = template.manifest.ref.namespace ?? '';
      const index = map.get(namespace) ?? new LabelIndex();
      map.set(namespace, index);
      index.add(template);
    }
    return map;
  }
}

const NONE: readonly never[] = [];

/** A manifest and its own labels. */
interface Owned {
  readonly manifest: Manifest;
  readonly labels: Labels;
}

/** An index over a set that only some rules need: made when first asked for, then kept with the set. */
export function perSet<T>(make: (set: ManifestSet) => T): (set: ManifestSet) => T {
  const made = new WeakMap<ManifestSet, { readonly value: T }>();
  return (set) => {
    const known = made.get(set);
    if (known) return known.value;
    const value = make(set);
    made.set(set, { value });
    return value;
  };
}
