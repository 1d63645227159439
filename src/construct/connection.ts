import type { Call, CallEnd } from '../cluster/facts.js';
import { privateRanges } from '../values/cidr.js';
import type { SecretRef } from './secrets/secret.js';
import { type Draft, from, type Input, preset } from './traced.js';

/**
 * Something that services call: a data store, a broker, a host outside. What a service `uses` becomes its environment
 * variables (`<prefix>_HOST`, `<prefix>_PORT`, and those of the credentials), and what network policies let through.
 */
export interface Connection {
  readonly kind: 'connection';
  readonly name: string;
  readonly host: Input<string>;
  readonly port: Input<number>;
  /** Absent where the program knows the host by itself. */
  readonly prefix?: string;
  readonly credentials?: SecretRef;
  /** Environment variable -> key of the credentials. The mapping of the credentials themselves when absent. */
  readonly variables?: Readonly<Record<string, Input<string>>>;
  /** Where the calls arrive, behind the host name. Unknown when absent: then no network policy can let them through. */
  readonly at?: readonly Endpoint[];
}

/** Pods or addresses, and the port that they listen on: behind a Service that is the pod's port, not the Service's. */
export interface Endpoint {
  readonly to: Draft<CallEnd>;
  readonly port: Input<number>;
  /** What the pods call that port, where the fleet makes them. */
  readonly portName?: string | undefined;
}

/**
 * A call as network policies see it. Where it is let in, the port stands by name, if it has one: a name means each
 * pod's own number, so that old and new pods are both reached while one replaces the other. Where it is let out, the
 * number stands: there Cilium before 1.20 ignores a name to which pods give different numbers.
 * Source: Kubernetes, networking/v1 NetworkPolicyPort; Cilium, issue 30003.
 */
export type PolicyCall = Draft<Call> & Pick<Endpoint, 'portName'>;

/** Where something answers that no manifest of the fleet makes. */
export interface ConnectionProps {
  /** Full name of the host: `<service>.<namespace>.svc.cluster.local`; a short one resolves in one namespace only. */
  readonly host: string;
  readonly port: number;
  /** Begins the environment variables: `POSTGRES` gives `POSTGRES_HOST`. */
  readonly prefix: string;
  readonly credentials?: SecretRef;
  /** The pods behind the host. Where it is none of this cluster, see `outside`. */
  readonly pods?: PodsBehind;
}

/** The pods that answer at a host: whom network policies let requests through to. */
export interface PodsBehind {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The port that the pods listen on, where it is not the one that is called. */
  readonly port?: number;
}

/** Declares something that answers at a host and port and that no manifest of the fleet makes. */
export function connection(name: string, { pods, ...props }: ConnectionProps): Connection {
  if (!pods) return { kind: 'connection', name, ...props };
  const to = { name, namespace: from(pods, 'namespace'), labels: from(pods, 'labels') };
  return { kind: 'connection', name, ...props, at: [{ to, port: from(pods, 'port') ?? from(props, 'port') }] };
}

/** Where something answers outside the cluster. */
export interface OutsideProps {
  /** `api.example.com` */
  readonly host: string;
  /** Default 443. */
  readonly port?: number;
  /**
   * Its addresses, CIDR. Plain network policies know no names: without addresses the whole internet on that port is
   * open to the pods, except all private ranges.
   */
  readonly addresses?: readonly string[];
  readonly credentials?: SecretRef;
}

/** Declares a host outside the cluster. It sets no variables of its own: the program knows where it is. */
export function outside(name: string, props: OutsideProps): Connection {
  const port = from(props, 'port') ?? preset(443, 'the port of HTTPS');
  const host = from(props, 'host');
  const ends: readonly Draft<CallEnd>[] = from(props, 'addresses')?.map((range) => ({ name, range, host })) ?? [
    {
      name,
      range: preset('0.0.0.0/0', 'plain network policies know no names, and its addresses are not declared'),
      except: preset(privateRanges, 'what is behind the internet is never of the own network'),
      host,
    },
  ];
  return { kind: 'connection', name, host, port, credentials: props.credentials, at: ends.map((to) => ({ to, port })) };
}
