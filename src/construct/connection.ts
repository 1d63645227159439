import type { SecretRef } from './secret.js';
import type { Input } from './traced.js';

/**
 * Something that services call: a data store, a broker. What a service `uses` becomes its environment variables
 * (`<prefix>_HOST`, `<prefix>_PORT`, and those of the credentials).
 */
export interface Connection {
  readonly kind: 'connection';
  readonly name: string;
  readonly host: Input<string>;
  readonly port: Input<number>;
  readonly prefix: string;
  readonly credentials?: SecretRef;
  /** Environment variable -> key of the credentials. The mapping of the credentials themselves when absent. */
  readonly variables?: Readonly<Record<string, Input<string>>>;
}

export interface ConnectionProps {
  /** Full name of the host: `<service>.<namespace>.svc.cluster.local`; a short one resolves in one namespace only. */
  readonly host: string;
  readonly port: number;
  /** Begins the environment variables: `POSTGRES` gives `POSTGRES_HOST`. */
  readonly prefix: string;
  readonly credentials?: SecretRef;
}

/** Declares something that answers at a host and port and that no manifest of the fleet makes. */
export function connection(name: string, props: ConnectionProps): Connection {
  return { kind: 'connection', name, ...props };
}
