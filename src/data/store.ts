import type { Construct } from 'constructs';
import type { Connection } from '../construct/connection.js';
import type { Platform } from '../construct/platform.js';
import type { Resources } from '../construct/pod/resources.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import type { Input } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';
import type { Bytes } from '../values/quantity.js';
import type { Settings } from './settings.js';

/** What an author says of every data store. */
export interface StoreProps<Node extends string = string> {
  /** The node that its pod is pinned to, and its volume with it. Anywhere with room when absent. */
  readonly node?: Node;
  /** Size of the volume. Kubernetes does not let a StatefulSet change it: docs/how-to/database.md says how it grows. */
  readonly storage: Bytes;
  /** Of the server alone; the library adds those of the exporter. Caches are sized from the memory limit. */
  readonly resources: Resources;
  /** Settings of the server by the names that it gives them. They win over those of the library. */
  readonly settings?: Settings;
  /** How long the server may take to stop before it is killed. */
  readonly shutdown?: Duration;
  /** Who answers for it: label `team` of its alerts, by which `alerting` can send them. None when absent. */
  readonly team?: string;
}

/** What a store stands on. The platform of services will do. */
export interface StorePlatform extends Pick<Platform, 'partOf' | 'cluster'> {
  /** PriorityClass of the pods; none when absent. */
  readonly priorityClass?: Input<string>;
}

/**
 * A data store that has no name and no place yet: what `defineStore` takes. A plain value, made by `postgresStore()`,
 * `redisStore()` or `rabbitmqStore()`.
 */
export interface Store<Node extends string = string> {
  readonly store: 'postgres' | 'redis' | 'rabbitmq';
  readonly node?: Node;
  readonly credentials: SecretRef;
  /** Who answers for it. */
  readonly team: Input<string> | undefined;
  /** `app.kubernetes.io/component`. */
  readonly component: string;
  /** Port of the pod that metrics are read from. */
  readonly metricsPort: Input<number>;
  /** What services refer to. */
  readonly connection: (name: string, namespace: string | undefined) => Connection;
  /** Adds the store to a chart. The chart's namespace is the store's. */
  readonly build: (scope: Construct, name: string, platform: StorePlatform) => void;
}

/** What services refer to: the Service of a store. Without a namespace its host resolves in its own only. */
export function storeConnection(
  name: string,
  namespace: string | undefined,
  more: Pick<Connection, 'port' | 'prefix' | 'credentials' | 'variables'>,
): Connection {
  const host = namespace === undefined ? name : `${name}.${namespace}.svc.cluster.local`;
  return { kind: 'connection', name, host, ...more };
}
