import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ReferenceGraph, targetManifest } from '../../manifest/references.js';

/** Most pods that a workload has at rest: what its autoscaler allows, or its replicas. */
export function mostReplicas(workload: Manifest, graph: ReferenceGraph): number {
  const most = scalersOf(workload, graph).map((scaler) => {
    const field = scaler.at('spec.maxReplicas').number ?? scaler.at('spec.maxReplicaCount').number;
    return field ?? 1;
  });
  return Math.max(fieldOf(workload, 'spec.replicas').number ?? 1, ...most);
}

/** Fewest pods that a workload has at rest, 0 where an autoscaler may stop it. */
export function fewestReplicas(workload: Manifest, graph: ReferenceGraph): number {
  const fewest = scalersOf(workload, graph).map(
    (scaler) =>
      scaler.at('spec.minReplicas').number ?? scaler.at('spec.minReplicaCount').number ?? (isKeda(scaler) ? 0 : 1),
  );
  return fewest.length > 0 ? Math.min(...fewest) : (fieldOf(workload, 'spec.replicas').number ?? 1);
}

function isKeda({ manifest }: Field): boolean {
  return manifest.ref.kind === 'ScaledObject';
}

function scalersOf(workload: Manifest, graph: ReferenceGraph): Field[] {
  return graph
    .to(workload)
    .filter((edge) => edge.row.checkedBy === 'hpa-target' && targetManifest(edge) === workload)
    .map(({ from }) => fieldOf(from));
}

/** Where a workload says that a new pod starts before the old one is gone; undefined when it does not. */
export function surgeOf(workload: Manifest): Field | undefined {
  const strategy = fieldOf(workload, 'spec.strategy');
  const place = strategy.exists ? strategy : fieldOf(workload, 'spec');
  if (workload.ref.kind === 'Deployment') {
    if (strategy.at('type').text === 'Recreate') return undefined;
    return isNone(strategy.at('rollingUpdate.maxSurge')) ? undefined : place;
  }
  if (workload.ref.kind !== 'Rollout') return undefined;
  if (strategy.at('blueGreen').exists) return strategy.at('blueGreen');
  const canary = strategy.at('canary');
  const isRouted = canary.at('trafficRouting').exists;
  return isRouted || !isNone(canary.at('maxSurge')) ? (canary.exists ? canary : place) : undefined;
}

function isNone({ value }: Field): boolean {
  return value === 0 || value === '0' || value === '0%';
}
