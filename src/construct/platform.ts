import type { Cluster } from '../cluster/cluster.js';
import type { Pods } from '../cluster/facts.js';
import type { Isolation } from './isolation.js';
import type { SecretRef } from './secret.js';

/** What surrounds a service in one environment. The same value for every service there. */
export interface Platform {
  /** The fleet's name: `app.kubernetes.io/part-of`. */
  readonly partOf: string;
  readonly cluster: Cluster;
  readonly registry: Registry;
  readonly ingress: IngressPlatform;
  /** Network policies for every pod; none are written when absent. */
  readonly isolation?: Isolation;
}

export interface Registry {
  /** Host and owner, in lower case: `ghcr.io/acme`. */
  readonly url: string;
  /** Secret of type `kubernetes.io/dockerconfigjson`, for a private registry. */
  readonly pullSecret?: SecretRef;
}

/** How requests from outside reach the cluster. */
export type IngressPlatform = AlbIngress | ClassIngress;

/** The AWS Load Balancer Controller: every service's Ingress joins one load balancer. */
export interface AlbIngress {
  readonly kind: 'alb';
  readonly host: string;
  /** Ingresses of one group share a load balancer. */
  readonly group: string;
  readonly scheme: 'internet-facing' | 'internal';
}

/** Any other ingress controller, by its IngressClass. */
export interface ClassIngress {
  readonly kind: 'class';
  readonly host: string;
  readonly className: string;
  /** Its pods: whose requests network policies let in. */
  readonly pods?: Pods;
}

/**
 * One AWS load balancer for all, HTTPS with a redirect from HTTP. The certificate is found by host name in AWS
 * Certificate Manager, so no ARN stands in Git.
 * Source: AWS Load Balancer Controller, "Ingress annotations", "Certificate Discovery".
 */
export function alb(props: Omit<AlbIngress, 'kind'>): AlbIngress {
  return { kind: 'alb', ...props };
}

/** An ingress controller by class: `nginx`, `traefik`. */
export function ingressClass(className: string, props: Pick<ClassIngress, 'host' | 'pods'>): ClassIngress {
  return { kind: 'class', className, ...props };
}
