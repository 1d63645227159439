import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** What a restart costs those who use the pods. */
export interface Loss {
  /** `none`: nobody notices. `some`: single requests may fail. `outage`: for a while nobody answers. */
  readonly is: 'none' | 'some' | 'outage';
  /** In words. */
  readonly text: string;
  /** The way out, where there is one. */
  readonly fix?: string;
}

/** A part of a rollout's timeline. */
export interface Segment {
  readonly what: 'pods' | 'pause' | 'analysis' | 'person';
  readonly label: string;
  /** Undefined where a person decides. */
  readonly seconds: number | undefined;
}

/** How the pods of one workload are replaced. */
export interface Restart {
  readonly workload: ObjectRef;
  /** `1.0.0 → 1.1.0`, where a new image is what replaces them. */
  readonly image?: string;
  /** Pods that are replaced; of a DaemonSet undefined: one on each node. */
  readonly pods: number | undefined;
  /** In which order, as the rest of a sentence: `one at a time, a new one ready before an old one stops`. */
  readonly order: string;
  /** How long until the last old pod is gone; undefined where a person decides. An estimate. */
  readonly seconds: number | undefined;
  readonly loss: Loss;
  readonly segments: readonly Segment[];
}

/** What a restart is worked out from. */
export interface RestartInput {
  readonly workload: Manifest;
  readonly set: ManifestSet;
  /** Pods, at most: what an autoscaler may have made of them. */
  readonly pods: number;
  /** Services that send to the pods. */
  readonly services: readonly Manifest[];
  /** What changes, where a change is the reason. */
  readonly replaced?: Replaced | undefined;
}

/** Pods that a change replaces. */
export interface Replaced {
  /** Who has the template, before and after: as a rule the workload itself. */
  readonly old: Manifest;
  readonly fresh: Manifest;
  /** What the cluster had. */
  readonly before: ManifestSet;
}
