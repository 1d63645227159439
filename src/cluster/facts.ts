import type { ObjectRef } from '../diagnostic/diagnostic.js';

/**
 * What is true in a cluster besides its manifests. Every part may be unknown: a rule that needs an unknown part says
 * once that it could not check, it never guesses. In `eco synth` the facts come from the fleet; for foreign YAML from
 * a file (`eco facts` writes the fleet's).
 */
export interface Facts {
  /** Minor version of the API server: `1.28`. */
  readonly kubernetes?: string;
  readonly nodes?: readonly NodeFacts[];
  readonly network?: NetworkFacts;
  /** What exists in the cluster though no manifest of the set makes it. */
  readonly external?: readonly ExternalObject[];
  /** Host names that answer though no Service of the set has them: `postgres.example.internal`. */
  readonly hosts?: readonly string[];
  /** Day of the check, `YYYY-MM-DD`: for what expires. */
  readonly today?: string;
}

/** A node as the scheduler sees it. */
export interface NodeFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What pods can request, after the system's reservation. CPU in millicores, memory in bytes. */
  readonly allocatable: { readonly cpu: number; readonly memory: number; readonly pods: number };
  /** What the system's own pods on this node (DaemonSets outside the set) already request. */
  readonly system: { readonly cpu: number; readonly memory: number; readonly pods: number };
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface NetworkFacts {
  /** Address range of pods. */
  readonly pods: string;
  /** Address range of Services (ClusterIPs). */
  readonly services: string;
  /** Address range of the machines. */
  readonly nodes?: string;
  /** False for an overlay: a load balancer outside the cluster cannot reach a pod's address. */
  readonly podsRoutable: boolean;
}

/** An object outside Git. `keys` are those of a Secret or ConfigMap, when they are known. */
export interface ExternalObject extends ObjectRef {
  readonly keys?: readonly string[];
}
