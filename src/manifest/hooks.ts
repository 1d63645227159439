import { text } from './access.js';
import type { Manifest } from './manifest.js';

/** When Argo CD applies an object: `Sync`, or the phase of its hook. Waves order objects inside a phase. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete' | 'Skip';

const PHASES: readonly Phase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

/**
 * The phases of a manifest; none when it is no hook. An object may be the hook of several.
 * Source: Argo CD, user-guide/resource_hooks.
 */
export function hookPhases({ object }: Manifest): readonly Phase[] {
  const annotation = text(object, ['metadata', 'annotations', 'argocd.argoproj.io/hook']);
  if (annotation === undefined) return [];
  const names = annotation.split(',').map((name) => name.trim());
  return PHASES.filter((phase) => names.includes(phase));
}

/** The first phase in which Argo CD applies a manifest. */
export function phaseOf(manifest: Manifest): Phase {
  return hookPhases(manifest)[0] ?? 'Sync';
}

/** The sync wave that an annotation gives a manifest, as Argo CD reads it: what is no integer counts as 0. */
export function annotatedWave({ object }: Manifest): number {
  const written = text(object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']) ?? '0';
  return /^[-+]?\d+$/.test(written) ? Number(written) : 0;
}
