import type { NetworkFacts } from './facts.js';

/** Address ranges as CIDR, and what listens at fixed addresses. */
export type NetworkRanges = Omit<NetworkFacts, 'podsRoutable'>;

/** Pods have addresses of their own that only the cluster can route (Calico with VXLAN, Flannel, kind, k3d). */
export function overlay(ranges: NetworkRanges): NetworkFacts {
  return { ...ranges, podsRoutable: false };
}

/** Pods have addresses of the machines' network (AWS VPC CNI, Cilium in native routing). */
export function routable(ranges: NetworkRanges): NetworkFacts {
  return { ...ranges, podsRoutable: true };
}
