import { flag, get, records, strings, text } from '../manifest/access.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';

/** Applications of a set by the folder that they deliver, without slashes at its ends. */
const byPath = perSet((set: ManifestSet): ReadonlyMap<string, Manifest> => {
  const map = new Map<string, Manifest>();
  for (const application of set.kind('Application')) {
    const single = get(application.object, 'spec.source');
    const sources = single === undefined ? records(application.object, 'spec.sources') : [single];
    for (const source of sources) {
      const path = (text(source, 'path') ?? '').replace(/^(?:\.?\/)+|\/+$/g, '');
      if (path && !map.has(path)) map.set(path, application);
    }
  }
  return map;
});

/**
 * The Application that delivers a manifest, by the folder of its file (or, of a rendered folder, the file that stands
 * for it); undefined where the set does not show one.
 */
export function applicationOf({ origin }: Manifest, set: ManifestSet): Manifest | undefined {
  const paths = byPath(set);
  const segments = origin.file.replace(/\.[^./]+$/, '').split('/');
  for (let end = segments.length; end > 0; end -= 1) {
    for (let start = 0; start < end; start += 1) {
      const found = paths.get(segments.slice(start, end).join('/'));
      // A folder above counts only for an Application that reads what is below, too.
      if (found && (end >= segments.length - 1 || recurses(found))) return found;
    }
  }
  return undefined;
}

function recurses({ object }: Manifest): boolean {
  return flag(object, 'spec.source.directory.recurse') === true;
}

/** Objects that an Application delivers, as far as the set shows them. */
export function deliveredBy(application: Manifest, set: ManifestSet): readonly Manifest[] {
  return set.manifests.filter((manifest) => manifest !== application && applicationOf(manifest, set) === application);
}

/** Sync options of an object itself and of the Application that delivers it. */
export function syncOptions(manifest: Manifest, set: ManifestSet): ReadonlySet<string> {
  const written = text(manifest.object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-options']) ?? '';
  const application = applicationOf(manifest, set);
  const all = application ? strings(application.object, 'spec.syncPolicy.syncOptions') : [];
  return new Set([...all, ...written.split(',').map((option) => option.trim())]);
}

/** Whether an object that leaves Git leaves the cluster; undefined where no Application of the set delivers it. */
export function isPruned(manifest: Manifest, set: ManifestSet): boolean | undefined {
  if (syncOptions(manifest, set).has('Prune=false')) return false;
  const application = applicationOf(manifest, set);
  return application && flag(application.object, 'spec.syncPolicy.automated.prune') === true;
}
