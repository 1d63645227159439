import { get, strings, text } from '../manifest/access.js';
import { applicationsOf, ownersOf } from '../manifest/argocd/applications.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';

/** Name of the Application that delivers a manifest; undefined where the set does not show one. */
export function applicationOf(manifest: Manifest, set: ManifestSet): string | undefined {
  return ownersOf(set).get(manifest)?.name;
}

/** Objects that an Application delivers, as far as the set shows them. */
export function deliveredBy(application: Manifest, set: ManifestSet): readonly Manifest[] {
  return [...ownersOf(set)].flatMap(([manifest, owner]) =>
    owner.manifest === application && manifest !== application ? [manifest] : [],
  );
}

/** Sync options of an object itself and of the Application that delivers it. */
export function syncOptions(manifest: Manifest, set: ManifestSet): ReadonlySet<string> {
  const written = text(manifest.object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-options']) ?? '';
  const all = strings(ownersOf(set).get(manifest)?.spec, 'syncPolicy.syncOptions');
  return new Set([...all, ...written.split(',').map((option) => option.trim())]);
}

/**
 * Whether a cluster's folders are gone as a whole. Argo CD then finds no path to compare with ("app path does not
 * exist"), and syncs and prunes nothing: not even its Applications, whose folder is gone too.
 * Source: Argo CD, util/app/path, `Path`; controller/state.go, ComparisonError.
 */
export function leavesAsWhole(before: ManifestSet, after: ManifestSet): boolean {
  return after.manifests.length === 0 && applicationsOf(before).some(({ paths }) => paths.length > 0);
}

/**
 * Whether an object that leaves Git leaves the cluster; undefined where no Application of the set delivers it. Where its
 * Application leaves too, its objects go with it or stay without anyone, as the Application says.
 */
export function isPruned(manifest: Manifest, before: ManifestSet, after: ManifestSet): boolean | undefined {
  if (leavesAsWhole(before, after)) return false;
  const options = syncOptions(manifest, before);
  const owner = ownersOf(before).get(manifest);
  if (owner && !applicationsOf(after).some(({ name }) => name === owner.name)) {
    // An ApplicationSet's own finalizer decides on what it made.
    if (owner.manifest.ref.kind === 'Application') return cascades(owner.manifest) && !options.has('Delete=false');
  }
  if (options.has('Prune=false')) return false;
  return owner && get(owner.spec, 'syncPolicy.automated.prune') === true;
}

/** Whether what an Application delivers goes with it. Source: Argo CD, "App Deletion". */
export function cascades({ object }: Manifest): boolean {
  return strings(object, 'metadata.finalizers').some((one) => one.startsWith('resources-finalizer.argocd'));
}
