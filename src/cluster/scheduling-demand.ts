import { get, number, object, text } from '../manifest/access.js';
import { type Field, fieldOf } from '../manifest/field.js';
import type { Json, Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';

/** How many pods of a workload run at once. */
export interface Demand {
  /** While nothing changes: what an autoscaler keeps at least, else the replicas. */
  readonly steady: number;
  /** What an autoscaler may ask for; the same without one. */
  readonly most: number;
  /** What a rollout adds while that many replicas run. */
  readonly surge: (replicas: number) => Surge;
  /** Where those two numbers are said: the autoscaler, or the workload's own replicas. */
  readonly said: { readonly steady: Field; readonly most: Field };
}

/** Pods of the next version beside all of this one. */
export interface Surge {
  readonly pods: number;
  /** Whether the rollout waits until they run before it stops an old pod. */
  readonly blocks: boolean;
  /** What they are called: `of the canary`. */
  readonly name: string;
}

/**
 * The pods of a workload, for the capacity of its nodes. Tasks (Job, CronJob) come and go: they count as none, and a
 * DaemonSet has one a node.
 */
export function demandOf(manifest: Manifest, set: ManifestSet): Demand | undefined {
  const spec = get(manifest.object, 'spec');
  const strategy = get(spec, 'strategy');
  const replicas = number(spec, 'replicas') ?? 1;
  const own = fieldOf(manifest, 'spec.replicas');
  const scaler = scalers(set).get(manifest) ?? { least: replicas, most: replicas, said: { steady: own, most: own } };
  const { least, most, said } = scaler;
  const scaled = { steady: least, most: Math.max(least, most), said };
  switch (manifest.ref.kind) {
    case 'Deployment':
      return { ...scaled, surge: (pods) => rolling(strategy, pods) };
    case 'Rollout':
      return { ...scaled, surge: (pods) => progressive(strategy, pods) };
    // These stop a pod before they start its successor.
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
      return { ...scaled, surge: () => NONE };
    case 'Pod':
      return { steady: 1, most: 1, said, surge: () => NONE };
    default:
      return undefined;
  }
}

const NONE: Surge = { pods: 0, blocks: false, name: '' };

/** Source: Kubernetes, concepts/workloads/controllers/deployment#rolling-update-deployment. */
function rolling(strategy: Json | undefined, replicas: number): Surge {
  return text(strategy, 'type') === 'Recreate' ? NONE : bounded(object(strategy, 'rollingUpdate'), replicas);
}

// A surge rounds up, what may be missing rounds down.
function bounded(bounds: Json, replicas: number): Surge {
  const pods = share(get(bounds, 'maxSurge') ?? '25%', replicas, Math.ceil);
  const missing = share(get(bounds, 'maxUnavailable') ?? '25%', replicas, Math.floor);
  return { pods, blocks: missing === 0, name: 'of the update' };
}

/**
 * Source: Argo Rollouts, features/canary, features/bluegreen and features/traffic-management: with traffic routing the
 * stable side keeps all its pods until the canary has all of them too; a preview is scaled up before the switch.
 */
function progressive(strategy: Json | undefined, replicas: number): Surge {
  if (get(strategy, 'blueGreen') !== undefined) return { pods: replicas, blocks: true, name: 'of the preview' };
  const canary = get(strategy, 'canary');
  if (get(canary, 'trafficRouting') === undefined) return { ...bounded(canary ?? {}, replicas), name: 'of the canary' };
  const moves = get(canary, 'dynamicStableScale') === true;
  return { pods: moves ? Math.min(1, replicas) : replicas, blocks: true, name: 'of the canary' };
}

function share(written: Json, of: number, round: (n: number) => number): number {
  if (typeof written === 'number') return written;
  const match = typeof written === 'string' ? /^(\d+)(%?)$/.exec(written) : null;
  if (!match) return 0;
  return match[2] ? round((Number(match[1]) * of) / 100) : Number(match[1]);
}

interface Scaler {
  readonly least: number;
  readonly most: number;
  readonly said: Demand['said'];
}

/** What scales a workload: a HorizontalPodAutoscaler or KEDA. */
const scalers = perSet((set: ManifestSet): ReadonlyMap<Manifest, Scaler> => {
  const map = new Map<Manifest, Scaler>();
  for (const [kind, least, most] of [
    ['HorizontalPodAutoscaler', 'minReplicas', 'maxReplicas'],
    ['ScaledObject', 'minReplicaCount', 'maxReplicaCount'],
  ] as const) {
    for (const manifest of set.kind(kind)) {
      const edge = referencesOf(set)
        .from(manifest)
        .find(({ row }) => row.from === 'spec.scaleTargetRef.name');
      const target = edge && targetManifest(edge);
      const spec = object(manifest.object, 'spec');
      // Defaults: an HPA keeps 1, KEDA none and at most 100.
      const usual = kind === 'ScaledObject' ? { least: 0, most: 100 } : { least: 1, most: 1 };
      if (target)
        map.set(target, {
          least: number(spec, least) ?? usual.least,
          most: number(spec, most) ?? usual.most,
          said: { steady: fieldOf(manifest, `spec.${least}`), most: fieldOf(manifest, `spec.${most}`) },
        });
    }
  }
  return map;
});
