import { get, number } from '../../manifest/access.js';
import { mapSelector } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../../manifest/references.js';
import { count } from './words.js';

/** How many pods a workload has: a fixed number, or the range that an autoscaler moves in. */
export interface PodCount {
  readonly min: number;
  readonly max: number;
  /** `3 pods`, `2 to 5 pods`. */
  readonly text: string;
  /** The autoscaler that decides. */
  readonly scaler?: Manifest;
}

/** The number of pods that a workload's manifest asks for; 1 when it does not say. Source: each kind's defaults. */
export function replicasOf({ object }: Manifest): number {
  return number(object, 'spec.replicas') ?? 1;
}

/** How many pods a workload of a set has. */
export function podsOf(workload: Manifest, set: ManifestSet): PodCount {
  const scaler = scalers(set).get(workload);
  if (scaler) {
    const { min, max } = rangeOf(scaler);
    return { min, max, scaler, text: min === max ? count(min, 'pod') : `${min} to ${max} pods` };
  }
  const replicas = replicasOf(workload);
  return { min: replicas, max: replicas, text: count(replicas, 'pod') };
}

/** Fewest and most pods of an autoscaler. Source: autoscaling/v2 (minReplicas 1); KEDA (0 to 100). */
export function rangeOf({ ref, object }: Manifest): { readonly min: number; readonly max: number } {
  return ref.kind === 'ScaledObject'
    ? { min: number(object, 'spec.minReplicaCount') ?? 0, max: number(object, 'spec.maxReplicaCount') ?? 100 }
    : { min: number(object, 'spec.minReplicas') ?? 1, max: number(object, 'spec.maxReplicas') ?? 1 };
}

const SCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

const scalers = perSet((set: ManifestSet): ReadonlyMap<Manifest, Manifest> => {
  const graph = referencesOf(set);
  const map = new Map<Manifest, Manifest>();
  for (const scaler of set.manifests.filter(({ ref }) => SCALERS.has(ref.kind))) {
    for (const edge of graph.from(scaler)) {
      const target = edge.row.from === 'spec.scaleTargetRef.name' ? targetManifest(edge) : undefined;
      if (target) map.set(target, scaler);
    }
  }
  return map;
});

/** Services of a set whose selector selects the pods of each workload. */
export const servicesOf = perSet((set: ManifestSet): ReadonlyMap<Manifest, readonly Manifest[]> => {
  const map = new Map<Manifest, Manifest[]>();
  for (const service of set.kind('Service')) {
    for (const workload of endpointsOf(service, set)) map.set(workload, [...(map.get(workload) ?? []), service]);
  }
  return map;
});

/** Workloads whose pods a Service of a set sends to. A selector that is absent or empty selects none. */
export function endpointsOf(service: Manifest, set: ManifestSet): readonly Manifest[] {
  const selector = mapSelector(get(service.object, 'spec.selector'));
  if (!selector || selector.labels.size === 0) return [];
  return set.pods(service.ref.namespace, selector).map(({ manifest }) => manifest);
}
