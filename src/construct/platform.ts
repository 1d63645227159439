import type { Cluster } from '../cluster/cluster.js';
import type { NetworkFacts, Pods } from '../cluster/facts.js';
import type { Isolation } from './isolation.js';
import { type CallSite, callSite, made } from './place.js';
import type { SecretRef } from './secrets/secret.js';
import type { SecretSource } from './secrets/secret-source.js';

/** What surrounds a service in one environment. The same value for every service there. */
export interface Platform {
  /** The fleet's name: `app.kubernetes.io/part-of`. */
  readonly partOf: string;
  readonly cluster: Cluster;
  readonly registry: Registry;
  readonly ingress: IngressPlatform;
  /** Network policies for every pod; none are written when absent. */
  readonly isolation?: Isolation;
  /** Where pods have sidecars; absent where none have. */
  readonly mesh?: Mesh;
  /** Where the values of Secrets lie. */
  readonly secrets?: SecretSource;
  /** Where analyses ask for metrics. Without it a strategy can judge by no metric. */
  readonly prometheus?: Prometheus;
  /** Where the pages of docs/runbooks can be read, without a slash at the end: alerts point there. */
  readonly runbooks?: string;
}

/** The Prometheus that scrapes the services. */
export interface Prometheus {
  /** With the full name of its Service, for those who ask live in other namespaces: `http://prometheus.monitoring.svc.cluster.local:9090`. */
  readonly address: `http${'' | 's'}://${string}`;
  /** Who reads monitors, rules and dashboards from the cluster. None are written when absent. */
  readonly stack?: MonitoringStack;
  /** Where the author declared it. */
  readonly site?: CallSite;
}

/** The Prometheus Operator, with Alertmanager and Grafana, as the chart kube-prometheus-stack brings them. */
export interface MonitoringStack {
  /** Its Helm release: Prometheus selects monitors and rules by the label `release`. */
  readonly release: string;
  /** Where it runs. */
  readonly namespace: string;
}

/** The label of ConfigMaps that the sidecar beside Grafana takes for dashboards: that of the chart. */
export const dashboardLabel = { name: 'grafana_dashboard', value: '1' } as const;

/** Where images are pulled from. */
export interface Registry {
  /** Host and owner, in lower case: `ghcr.io/acme`. */
  readonly url: string;
  /** Secret of type `kubernetes.io/dockerconfigjson`, for a private registry. */
  readonly pullSecret?: SecretRef;
}

/** Istio's sidecars. */
export interface Mesh {
  /** Whose pods have them. */
  readonly namespaces: readonly string[];
  readonly gateway: GatewayRef;
  /** Pods take no connection from outside the mesh. */
  readonly strict: boolean;
}

/** How requests from outside reach the cluster. */
export type IngressPlatform = AlbIngress | ClassIngress | IstioIngress | GatewayApiIngress;

/** How long a load balancer goes on sending to a pod that has been told to stop, in seconds. */
export const deregistrationSeconds = 30;

/**
 * Whether an AWS load balancer can send straight to pods. It cannot in an overlay network: then it sends to the nodes,
 * and the Service must be of type NodePort.
 */
export function reachesPods(network: NetworkFacts): boolean {
  return network.podsRoutable;
}

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
  /** What runs behind the class, where it is known: then it can split a canary's traffic. */
  readonly controller?: 'nginx' | undefined;
  /** Its pods: whose requests network policies let in. */
  readonly pods?: Pods;
}

/**
 * Istio: a Gateway that the services share, and sidecars beside the pods. Namespaces take restricted pods only: Istio's
 * CNI agent must run, for without it each sidecar brings an init container with rights that are refused.
 */
export interface IstioIngress {
  readonly kind: 'istio';
  readonly host: string;
  readonly gateway: GatewayRef;
  /** The gateway's pods: whose requests network policies let in. */
  readonly pods?: Pods;
  /** `strict`: pods take no connection from outside the mesh, and Prometheus must ask their sidecars. */
  readonly mutualTls?: 'strict';
}

/** A Gateway of the Gateway API that the services share, whoever runs it. */
export interface GatewayApiIngress {
  readonly kind: 'gateway-api';
  readonly host: string;
  readonly gateway: GatewayRef;
}

/** A Gateway that is made elsewhere: Istio's or the Gateway API's. */
export interface GatewayRef {
  readonly name: string;
  readonly namespace: string;
}

/**
 * One AWS load balancer for all, HTTPS with a redirect from HTTP. The certificate is found by host name in AWS
 * Certificate Manager, so no ARN stands in Git.
 * Source: AWS Load Balancer Controller, "Ingress annotations", "Certificate Discovery".
 */
export function alb(props: Omit<AlbIngress, 'kind'>): AlbIngress {
  return made(alb, { kind: 'alb', ...props });
}

/** An ingress controller by class: `nginx`, `traefik`. A class called `nginx` is taken for NGINX's controller. */
export function ingressClass(className: string, props: Omit<ClassIngress, 'kind' | 'className'>): ClassIngress {
  return made(ingressClass, {
    kind: 'class',
    className,
    controller: className === 'nginx' ? 'nginx' : undefined,
    ...props,
  });
}

/** Istio's ingress gateway. Source: Istio, "Gateway", "VirtualService". */
export function istio(props: Omit<IstioIngress, 'kind'>): IstioIngress {
  return made(istio, { kind: 'istio', ...props });
}

/** A Gateway of the Gateway API. Source: Kubernetes SIG Network, "Gateway API: HTTPRoute". */
export function gatewayApi(props: Omit<GatewayApiIngress, 'kind'>): GatewayApiIngress {
  return made(gatewayApi, { kind: 'gateway-api', ...props });
}

/**
 * The chart kube-prometheus-stack. Its Prometheus takes monitors and rules of every namespace that carry the label
 * `release`; its Grafana takes dashboards that carry `grafana_dashboard`, from every namespace where the chart says
 * `sidecar.dashboards.searchNamespace: ALL`.
 * Source: prometheus-community/helm-charts, kube-prometheus-stack, values.yaml.
 */
export function kubePrometheusStack(stack: MonitoringStack): Prometheus {
  return {
    address: `http://prometheus-operated.${stack.namespace}.svc.cluster.local:9090`,
    stack,
    site: callSite(kubePrometheusStack),
  };
}
