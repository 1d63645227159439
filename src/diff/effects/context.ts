import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';

/** What effects are worked out from: both sides of a cluster, and what changed between them. */
export interface Context {
  readonly before: ManifestSet;
  readonly after: ManifestSet;
  /** What the cluster has in the end: `after`, but for what the API server refuses, which stays as it was. */
  readonly applied: ManifestSet;
  readonly changes: readonly ObjectChange[];
  /** The change of a manifest of either side. */
  readonly changeOf: ReadonlyMap<Manifest, ObjectChange>;
  /** Workloads of the new side whose pods are made anew. */
  readonly restarting: ReadonlySet<Manifest>;
  /** Minor version of the API server, `1.28`, where it is known. */
  readonly kubernetes: string | undefined;
}

/** What is known before it is clear what the cluster has in the end. */
export type RefusalContext = Pick<Context, 'after' | 'kubernetes'>;

/** Works out some of what one change does. */
export type EffectsOf = (change: ObjectChange, context: Context) => Iterable<Effect>;

/**
 * Works out what a cluster as a whole does differently, and says by which change: rights, routes, who reaches whom rest
 * on several objects together.
 */
export type SetEffects = (context: Context) => Iterable<readonly [change: ObjectChange, effect: Effect]>;

/** The version after the dot of `1.28`; undefined where it is not known. */
export function minorOf({ kubernetes }: Pick<Context, 'kubernetes'>): number | undefined {
  const minor = /^1\.(\d+)/.exec(kubernetes ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
