import { text } from '../access.js';
import type { Manifest } from '../manifest.js';

/** When Argo CD applies an object: `Sync`, or the phase of its hook. Waves order objects inside a phase. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete' | 'Skip';

const PHASES: readonly Phase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

/** Whose value is the phases of a hook. */
export const HOOK = 'argocd.argoproj.io/hook';
/** Whose value is the sync wave. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
/** Where they stand. */
export const HOOK_PATH = ['metadata', 'annotations', HOOK];
/** Where it stands. */
export const WAVE_PATH = ['metadata', 'annotations', SYNC_WAVE];

/**
 * The phases of a manifest; none when it is no hook. An object may be the hook of several.
 * Source: Argo CD, user-guide/resource_hooks.
 */
export function hookPhases({ object }: Manifest): readonly Phase[] {
  const annotation = text(object, HOOK_PATH);
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
  const written = text(object, WAVE_PATH) ?? '0';
  return /^[-+]?\d+$/.test(written) ? Number(written) : 0;
}
