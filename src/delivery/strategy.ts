import type { ApiObject } from 'cdk8s';
import type { PersistentVolumeClaimSpec, PodTemplateSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Identity } from '../construct/labels.js';
import type { Draft, Input } from '../construct/traced.js';

/** A workload before a strategy has chosen its controller: the pod template and how many pods. */
export interface Workload {
  readonly identity: Identity;
  readonly template: Draft<PodTemplateSpec>;
  /** Absent when an autoscaler decides. */
  readonly replicas?: Input<number>;
  /** One claim a pod; only a StatefulSet can give it. */
  readonly claim?: { readonly name: string; readonly spec: Draft<PersistentVolumeClaimSpec> };
}

/**
 * How a new version takes over. A strategy takes a workload and adds its controller and that controller's neighbours
 * to the tree; it never edits what others have made. It is a plain value: it can be compared and printed.
 */
export interface Strategy<Replaces extends 'side-by-side' | 'in-place' = 'side-by-side' | 'in-place'> {
  readonly strategy: string;
  /**
   * `side-by-side`: new pods run beside old ones for a while. `in-place`: a pod stops before its successor starts,
   * which is the only way where each pod owns a volume.
   */
  readonly replaces: Replaces;
  readonly deliver: (scope: Construct, workload: Workload) => ApiObject;
}
