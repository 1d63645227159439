import { get, records, text } from '../../manifest/access.js';
import { rowOf } from '../../manifest/kinds.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Reference, referencesOf } from '../../manifest/references.js';

/** How pods read a ConfigMap or Secret. */
export type Way =
  /** As environment variables: read once, when a container starts. */
  | 'env'
  /** As files: the kubelet writes them anew within a minute or two. */
  | 'file'
  /** As a single file mounted with subPath: never written anew. */
  | 'subPath'
  /** By the kubelet, when it pulls an image. */
  | 'pull'
  /** By something that is no pod: an operator, an ingress controller. */
  | 'other';

/** Somebody who reads an object. */
export interface Reader {
  readonly manifest: Manifest;
  readonly way: Way;
}

/**
 * Who reads one of these keys of a ConfigMap, a Secret, or what makes one; all keys when `keys` is undefined.
 * Source: Kubernetes, concepts/configuration/configmap: mounted ConfigMaps are updated automatically.
 */
export function readersOf(manifest: Manifest, keys: ReadonlySet<string> | undefined, set: ManifestSet): Reader[] {
  const readers = new Map<Manifest, Set<Way>>();
  for (const edge of referencesOf(set).to(manifest)) {
    if (edge.from === manifest) continue;
    const named = edge.keys.map(({ key }) => key);
    if (keys && named.length > 0 && !named.some((key) => keys.has(key))) continue;
    const ways = readers.get(edge.from) ?? new Set();
    readers.set(edge.from, ways.add(wayOf(edge)));
  }
  return [...readers].flatMap(([reader, ways]) => [...ways].map((way) => ({ manifest: reader, way })));
}

function wayOf({ from, path, row }: Reference): Way {
  if (row.checkedBy === 'pull-secret') return 'pull';
  if (rowOf(from.object)?.podTemplate === undefined) return 'other';
  if (path.includes('env') || path.includes('envFrom')) return 'env';
  const at = path.indexOf('volumes');
  if (at < 0) return 'other';
  const volume = text(from.object, [...path.slice(0, at + 2), 'name']);
  const spec = get(from.object, path.slice(0, at));
  const mounts = ['containers', 'initContainers'].flatMap((list) =>
    records(spec, list).flatMap((container) => records(container, 'volumeMounts')),
  );
  const own = mounts.filter((mount) => text(mount, 'name') === volume);
  return own.length > 0 && own.every((mount) => text(mount, 'subPath') !== undefined) ? 'subPath' : 'file';
}

/** Whether a tool in the cluster restarts a workload when this object changes. Source: stakater/Reloader, README. */
export function isReloaded(workload: Manifest, source: { readonly kind: string; readonly name: string }): boolean {
  const places = [
    get(workload.object, 'metadata.annotations'),
    get(workload.object, 'spec.template.metadata.annotations'),
  ];
  const kind = source.kind === 'ConfigMap' ? 'configmap' : 'secret';
  return places.some((annotations) => {
    if (text(annotations, ['reloader.stakater.com/auto']) === 'true') return true;
    const names = text(annotations, [`${kind}.reloader.stakater.com/reload`]) ?? '';
    return names.split(',').some((name) => name.trim() === source.name);
  });
}
