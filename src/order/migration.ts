import { get } from '../manifest/access.js';
import type { Manifest } from '../manifest/manifest.js';

/** How far a service has come on the way from a Deployment to a Rollout. */
export type MigrationPhase = 'deployment' | 'beside' | 'parked' | 'rollout';

export interface MigrationState {
  readonly phase: MigrationPhase;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Pods that serve; undefined where an autoscaler decides. */
  readonly replicas: number | undefined;
  readonly scaled: boolean;
}

/**
 * Where a service stands, by its manifests; undefined where it has neither controller, or is one whose pods own volumes:
 * a StatefulSet has no Rollout to go to. Source: Argo Rollouts, "Migrating to Rollouts".
 */
export function migrationOf(manifests: readonly Manifest[]): MigrationState | undefined {
  const [deployment, rollout] = ['Deployment', 'Rollout'].map((kind) => manifests.find(({ ref }) => ref.kind === kind));
  const one = rollout ?? deployment;
  if (!one) return undefined;
  const replicas = get(one.object, 'spec.replicas');
  return {
    phase: phaseOf(deployment, rollout),
    name: one.ref.name,
    namespace: one.ref.namespace,
    replicas: typeof replicas === 'number' ? replicas : undefined,
    scaled: manifests.some(({ ref }) => ref.kind === 'HorizontalPodAutoscaler'),
  };
}

function phaseOf(deployment: Manifest | undefined, rollout: Manifest | undefined): MigrationPhase {
  if (!rollout) return 'deployment';
  if (!deployment) return 'rollout';
  return get(deployment.object, 'spec.replicas') === 0 ? 'parked' : 'beside';
}
