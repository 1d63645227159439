import type { NetworkFacts } from './facts.js';

export interface NetworkRanges {
  /** Address range of pods, CIDR. */
  readonly pods: string;
  /** Address range of Services, CIDR. */
  readonly services: string;
  /** Address range of the machines, CIDR: a load balancer's traffic to NodePorts comes from here. */
  readonly nodes?: string;
}

/** Pods have addresses of their own that only the cluster can route (Calico with VXLAN, Flannel, kind, k3d). */
export function overlay(ranges: NetworkRanges): NetworkFacts {
  return { ...ranges, podsRoutable: false };
}

/** Pods have addresses of the machines' network (AWS VPC CNI, Cilium in native routing). */
export function routable(ranges: NetworkRanges): NetworkFacts {
  return { ...ranges, podsRoutable: true };
}
