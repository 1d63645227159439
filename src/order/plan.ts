import { get, isObject } from '../manifest/access.js';
import { type FieldPath, type Manifest, objectKey } from '../manifest/manifest.js';
import type { Identity, ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';
import { inApplyOrder } from './apply-order.js';
import { computeWaves, type Wait } from './waves.js';

/** The order in which Argo CD applies one Application. */
export interface Plan {
  readonly waves: readonly PlannedWave[];
}

export interface PlannedWave {
  readonly wave: number;
  readonly objects: readonly PlannedObject[];
}

export interface PlannedObject {
  readonly manifest: Manifest;
  /** What it needs of the same Application, each with the field that says so. */
  readonly needs: readonly Need[];
  /** What it needs of other Applications: no wave orders these two. */
  readonly elsewhere: readonly Elsewhere[];
  /** Its annotation puts it into a later wave than what it needs does. */
  readonly placed: boolean;
}

export interface Need {
  readonly on: Manifest;
  /** Empty where no field says so: then `because` does. */
  readonly path: FieldPath;
  readonly because: Wait['because'];
  /** `wave`: an earlier wave, healthy before this one begins. `kind`: the same wave, applied before or after by kind. */
  readonly by: 'wave' | 'kind';
}

/** Something of another Application that a field names. */
export interface Elsewhere {
  readonly on: Manifest;
  /** What the field names, where a controller makes that from `on`: the Secret of an ExternalSecret. */
  readonly made?: Identity;
  readonly path: FieldPath;
}

/** Plans the Application whose manifests these are; `set` is all that its cluster receives. */
export function plan(members: readonly Manifest[], set: ManifestSet): Plan {
  const graph = referencesOf(set);
  const { waves, because } = computeWaves(members, graph);
  const present = new Set(members);
  const waveOf = (manifest: Manifest) => waves.get(objectKey(manifest.ref)) ?? 0;
  const objects = members.toSorted(inApplyOrder).map((manifest): PlannedObject => {
    const seen = new Set<Manifest>([manifest]);
    const needs = graph.from(manifest).flatMap((edge): Need[] => {
      const on = targetManifest(edge);
      if (!on || !present.has(on) || seen.has(on)) return [];
      seen.add(on);
      return [{ on, path: edge.path, because: 'reference', by: waveOf(on) < waveOf(manifest) ? 'wave' : 'kind' }];
    });
    const waits = because.get(objectKey(manifest.ref));
    // What no field says: a task that runs before, a Service that moves the traffic.
    const unsaid = (waits ?? []).filter((wait) => wait.because !== 'reference' && !seen.has(wait.on));
    const also = unsaid.map(
      ({ on, path, because }): Need => ({ on, path, because, by: waveOf(on) < waveOf(manifest) ? 'wave' : 'kind' }),
    );
    const elsewhere = graph.from(manifest).flatMap((edge): Elsewhere[] => {
      const on = targetManifest(edge);
      // A namespace is every object's: it would stand at each.
      if (!on || present.has(on) || seen.has(on) || on.ref.kind === 'Namespace') return [];
      seen.add(on);
      return [{ on, ...(edge.target.is === 'made' && { made: edge.to }), path: edge.path }];
    });
    return { manifest, needs: [...needs, ...also], elsewhere, placed: waits?.length === 0 };
  });
  const numbers = [...new Set(members.map(waveOf))].sort((a, b) => a - b);
  return {
    waves: numbers.map((wave) => ({ wave, objects: objects.filter(({ manifest }) => waveOf(manifest) === wave) })),
  };
}

/** How a workload's pods are replaced when its template changes, in words; undefined for other kinds. */
export function replacement({ object, ref }: Manifest): string | undefined {
  const replicas = get(object, 'spec.replicas') ?? 1;
  const ready = get(object, 'spec.minReadySeconds') ?? 0;
  const pods = `${replicas} pod${replicas === 1 ? '' : 's'}`;
  if (ref.kind === 'StatefulSet')
    return `${pods}, highest number first, each stopped before its successor; ready for ${ready} s before the next`;
  if (ref.kind !== 'Deployment') return undefined;
  if (get(object, 'spec.strategy.type') === 'Recreate') return `${pods}, all stopped before new ones start`;
  const rolling = get(object, 'spec.strategy.rollingUpdate');
  const { maxSurge = '25%', maxUnavailable = '25%' } = isObject(rolling) ? rolling : {};
  const deadline = get(object, 'spec.progressDeadlineSeconds') ?? 600;
  return `${pods}, ${maxSurge} more and ${maxUnavailable} fewer while it rolls; each ready for ${ready} s; Degraded after ${deadline} s without progress`;
}
