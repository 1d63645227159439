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
  /**
   * Every custom resource that somebody defines and acts on: a group, or a kind with its group (`Rollout.argoproj.io`).
   * What is not among them nobody brings.
   */
  readonly resources?: readonly string[];
  /** Every IngressClass. No controller acts on an Ingress of another. */
  readonly ingressClasses?: readonly string[];
  /** Host names that answer though no Service of the set has them: `postgres.example.internal`. */
  readonly hosts?: readonly string[];
  /** Every connection that somebody needs: what network policies must let through, and nothing else. */
  readonly calls?: readonly Call[];
  /** The Prometheus that reads monitors and rules. */
  readonly prometheus?: PrometheusFacts;
  /** Everything that yields metrics. A metric that none of them yields is nowhere to be found. */
  readonly exporters?: readonly ExporterFacts[];
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

/** What keeps pods off a node, unless they tolerate it. Source: Kubernetes, "Taints and Tolerations". */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** Address ranges of a cluster, CIDR, and whether pods can be reached from outside it. */
export interface NetworkFacts {
  /** Address range of pods. */
  readonly pods: string;
  /** Address range of Services (ClusterIPs). */
  readonly services: string;
  /** Address range of the machines. */
  readonly nodes?: string;
  /** False for an overlay: a load balancer outside the cluster cannot reach a pod's address. */
  readonly podsRoutable: boolean;
  /**
   * Where the load balancer's connections come from. Of one that sends to NodePorts the machines' network, when absent.
   */
  readonly loadBalancers?: string;
  /** Where the API server itself listens: addresses and port behind the Service `kubernetes`. */
  readonly apiServer?: { readonly range: string; readonly port: number };
  /** Address of the DNS cache on each node, where there is one. Source: Kubernetes, "NodeLocal DNSCache". */
  readonly nodeLocalDns?: string;
}

/** What a Prometheus takes of what lies in the cluster. */
export interface PrometheusFacts {
  /** Labels that monitors, probes and rules must carry. */
  readonly selects: Readonly<Record<string, string>>;
  /** Alerts that an AlertmanagerConfig is asked for: those of its own namespace alone, unless it is `every`. */
  readonly routes: 'own namespace' | 'every namespace';
}

/** Something that yields metrics: by the name that the catalogue of metrics gives it. */
export interface ExporterFacts {
  readonly exporter: string;
  /** The pods that yield them, and their port. Absent: a chart brings them together with what scrapes them. */
  readonly pods?: Pods;
  readonly port?: number;
}

/** A connection, as the pods at its ends see it: the port is the pod's, not that of a Service before it. */
export interface Call {
  readonly from: CallEnd;
  readonly to: CallEnd;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** `uses`: a service needs it. The rest is what the platform needs: names, requests from outside, metrics, its API, the sidecar's settings. */
  readonly purpose: 'uses' | 'dns' | 'route' | 'scrape' | 'api' | 'mesh';
}

/** Pods, or addresses that no pod has. `name` is how messages and pictures call it. */
export type CallEnd = Pods | Addresses;

/** Pods, told from all others as network policies can tell them: by namespace and labels. */
export interface Pods {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses outside the cluster that its pods may call. */
export interface Addresses {
  readonly name: string;
  /** The host name that the addresses stand for, where there is one. */
  readonly host?: string;
  /** CIDR. */
  readonly range: string;
  /** Parts of the range that are not meant, CIDR. */
  readonly except?: readonly string[];
}

/** An object outside Git. `keys` are those of a Secret or ConfigMap, when they are known. */
export interface ExternalObject extends ObjectRef {
  readonly keys?: readonly string[];
}
