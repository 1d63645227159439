import type { Call, CallEnd } from '../cluster/facts.js';
import type { Connection, PolicyCall } from '../construct/connection.js';
import { selectorLabels } from '../construct/labels.js';
import type { Platform } from '../construct/platform.js';
import { type Draft, from, type Input, preset, undraft } from '../construct/traced.js';
import { sidecarPort } from '../monitoring/monitor.js';
import type { EvaluatedStore } from './environment/call-definitions.js';
import type { Evaluated } from './environment/evaluate.js';
import { asksSidecar } from './watch/sidecar-metrics.js';

/** What a workload says of its connections, or what follows from it. */
export interface Talks {
  readonly name: string;
  readonly namespace: string;
  /** The port that it listens on, and serves its metrics; absent where nothing does. */
  readonly port?: Input<number>;
  /** What its pods call that port. */
  readonly portName?: string;
  /** Metrics come from the port that takes requests. */
  readonly sharesPort?: boolean;
  /** Whether requests from outside arrive. */
  readonly routed: boolean;
  readonly uses?: readonly Connection[];
  /** Whether its processes ask the API server. */
  readonly asksApi?: boolean;
}

/** What a definition says of its connections. */
export function talksOf({ kind, definition, namespace, spec }: Evaluated): Talks {
  const shared = { name: definition.name, namespace, uses: spec.uses, asksApi: (spec.needs ?? []).length > 0 };
  return kind === 'service'
    ? { ...shared, port: from(spec, 'port'), sharesPort: true, routed: spec.route !== undefined }
    : { ...shared, port: from(spec, 'metricsPort'), routed: false };
}

/** A store calls nobody. */
export function storeTalks({ definition, namespace, store }: EvaluatedStore): Talks {
  return { name: definition.name, namespace, port: store.metricsPort, routed: false };
}

/** Every connection that a workload needs, at either end: the one source of network policies and of what checks expect. */
export function callsOf(talks: Talks, platform: Platform): readonly PolicyCall[] {
  const self = { name: talks.name, namespace: talks.namespace, labels: selectorLabels(talks) };
  const inward = (caller: Draft<CallEnd>, purpose: Call['purpose'], port = talks.port): PolicyCall[] => {
    const portName = port === talks.port ? talks.portName : undefined;
    return port === undefined ? [] : [{ from: caller, to: self, port, portName, protocol: 'TCP', purpose }];
  };
  const outward = (talks.uses ?? []).flatMap(({ at = [] }) =>
    at.map(
      (endpoint): PolicyCall => ({
        from: self,
        to: endpoint.to,
        port: endpoint.port,
        portName: endpoint.portName,
        protocol: 'TCP',
        purpose: 'uses',
      }),
    ),
  );
  return [
    ...(talks.routed ? entrances(platform).flatMap((entrance) => inward(entrance, 'route')) : []),
    ...(platform.isolation?.scrapers ?? []).flatMap((scraper) =>
      inward(scraper, 'scrape', metricsPort(talks, platform)),
    ),
    ...(platform.mesh?.namespaces.includes(talks.namespace) ? sidecar(self) : []),
    ...(talks.asksApi ? apiServer(self, platform) : []),
    ...(outward.length > 0 || platform.mesh?.namespaces.includes(talks.namespace) ? lookUps(self, platform) : []),
    ...outward,
  ];
}

/** The same as checks expect it: connections have numbers. */
export function expectedCalls(talks: Talks, platform: Platform): readonly Call[] {
  return callsOf(talks, platform).map(({ portName: _, ...call }) => undraft<Call>(call));
}

/** Where who scrapes asks for metrics: of a service in a mesh its sidecar. */
function metricsPort({ port, sharesPort, namespace }: Talks, platform: Platform): Input<number> | undefined {
  return sharesPort && asksSidecar(platform, namespace) ? preset(sidecarPort, 'the sidecar hands on metrics') : port;
}

/**
 * Where requests from outside come from. A load balancer of AWS has addresses in the machines' network; its traffic to a
 * NodePort keeps them only with `externalTrafficPolicy: Local`.
 */
function entrances({ ingress, cluster: { network } }: Platform): readonly Draft<CallEnd>[] {
  if (ingress.kind === 'class' || (ingress.kind === 'istio' && ingress.pods)) {
    const pods = from(ingress, 'pods');
    return pods ? [pods] : [];
  }
  const key = network.loadBalancers === undefined ? 'nodes' : 'loadBalancers';
  const range = from(network, key);
  return range === undefined ? [] : [{ name: 'load balancer', range }];
}

/** A sidecar asks istiod for its settings and certificate before anything else. Source: Istio, "Ports used by Istio". */
function sidecar(self: CallEnd): readonly PolicyCall[] {
  const istiod = {
    name: 'istiod',
    namespace: preset('istio-system', 'where Istio is installed, as a rule'),
    labels: { app: preset('istiod', 'the label of its chart') },
  };
  const port = preset(15012, 'the port that istiod has for sidecars');
  return [{ from: self, to: istiod, port, protocol: 'TCP', purpose: 'mesh' }];
}

/**
 * The API server, where it listens itself: policies see addresses after the Service `kubernetes` was taken apart.
 * Source: Kubernetes, "Network Policies": cluster ingress and egress mechanisms often rewrite addresses.
 */
function apiServer(self: CallEnd, { cluster: { network } }: Platform): readonly PolicyCall[] {
  const at = from(network, 'apiServer');
  if (!at) return [];
  return [{ from: self, to: { name: 'API server', range: at.range }, port: at.port, protocol: 'TCP', purpose: 'api' }];
}

/** UDP for nearly all answers, TCP for those that are too long. Source: Kubernetes, "DNS for Services and Pods". */
function lookUps(self: CallEnd, { cluster: { network } }: Platform): readonly PolicyCall[] {
  const cache = network.nodeLocalDns;
  const servers: Draft<CallEnd>[] = [
    {
      name: 'DNS',
      namespace: preset('kube-system', 'where every cluster has its DNS server'),
      labels: { 'k8s-app': preset('kube-dns', 'the label that CoreDNS keeps for compatibility') },
    },
    ...(cache === undefined ? [] : [{ name: 'DNS cache', range: `${cache}/32` }]),
  ];
  return servers.flatMap((server) =>
    (['UDP', 'TCP'] as const).map(
      (protocol): PolicyCall => ({ from: self, to: server, port: 53, protocol, purpose: 'dns' }),
    ),
  );
}
