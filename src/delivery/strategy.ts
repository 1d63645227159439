import type { ApiObject } from 'cdk8s';
import type { PersistentVolumeClaimSpec, PodTemplateSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Identity } from '../construct/labels.js';
import type { Platform } from '../construct/platform.js';
import type { Rewrite } from '../construct/rewrite.js';
import type { Room } from '../construct/room.js';
import type { Draft, Input } from '../construct/traced.js';

/** A workload before a strategy has chosen its controller: the pod template and how many pods. */
export interface Workload {
  readonly identity: Identity;
  readonly template: Draft<PodTemplateSpec>;
  readonly pods: Pods;
  /** The same pods with another tag of the image. Absent where nothing needs it. */
  readonly at?: (tag: Input<string>) => Pick<Workload, 'identity' | 'template'>;
  /** One claim a pod; only a StatefulSet can give it. */
  readonly claim?: { readonly name: string; readonly spec: Draft<PersistentVolumeClaimSpec> };
  /** The room on its node, where it is pinned to one. */
  readonly room?: Room | undefined;
}

/** How many pods there are. */
export interface Pods {
  /** What the controller's `replicas` says. Absent when an autoscaler decides. */
  readonly replicas?: Input<number>;
  /** The fewest and the most there may be. */
  readonly least: number;
  readonly most: number;
}

/** Where a service's requests come in. */
export interface Entrance {
  readonly platform: Platform;
  /** The port of the container and of the Service. */
  readonly port: { readonly name: string; readonly number: Input<number> };
  /** Absent when it is only called from inside the cluster. */
  readonly route?: { readonly path: Input<string>; readonly healthPath: Input<string> };
  /** Labels of the only nodes that the pods run on; any node when absent. */
  readonly nodes?: Input<string> | undefined;
  /** A load balancer may still send to the Service over all pods, until it has heard of the sides. */
  readonly stillOpen?: boolean;
}

/** What a strategy has made, for those who come after it. */
export interface Delivered {
  /** What an autoscaler moves: one, or one for each set of pods that has its own number. */
  readonly controllers: readonly ApiObject[];
  /** The Service by which others call it. */
  readonly service?: ApiObject;
  /** What selects the pods that serve, where a controller makes copies of them under a name of its own. */
  readonly serving?: Readonly<Record<string, string>>;
  /** What controllers will write into the objects. */
  readonly rewrites: readonly Rewrite[];
}

/**
 * How a new version takes over. A strategy takes a workload and where its requests come in, and adds to the tree its
 * controller and all that leads requests to the pods; it never edits what others have made. It is a plain value.
 */
export interface Strategy<Replaces extends 'side-by-side' | 'in-place' = 'side-by-side' | 'in-place'> {
  readonly strategy: string;
  /**
   * `side-by-side`: new pods run beside old ones for a while. `in-place`: a pod stops before its successor starts,
   * which is the only way where each pod owns a volume.
   */
  readonly replaces: Replaces;
  /**
   * `at-once`: the Service leads to the new pods alone as soon as Argo CD calls the workload healthy. `in-steps`: it
   * leads to old ones too, or Argo CD waits for the last step. A test after the sync makes sense with the former only.
   */
  readonly takesOver: 'at-once' | 'in-steps';
  /** The old pods are held until the new version is accepted: the files that they read must stay until then. */
  readonly holdsOld?: true;
  readonly deliver: (scope: Construct, workload: Workload, entrance?: Entrance) => Delivered;
  /**
   * Makes its controller, and what it will need later, beside a Deployment of the same name that still serves; requests
   * go to the pods of both. The first phase of a migration. Absent where a strategy is a Deployment itself.
   */
  readonly beside?: (scope: Construct, workload: Workload, entrance?: Entrance) => Delivered;
}
