import type { PersistentVolumeClaimSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Cluster } from '../cluster/cluster.js';
import { quantity } from '../construct/emit.js';
import { type Draft, from, preset } from '../construct/traced.js';
import type { Bytes } from '../values/quantity.js';

/**
 * Files that belong to one pod alone: each pod gets a claim of its own, kept when the pod goes.
 * Two pods on one such volume corrupt a SQLite write-ahead log, so there is no way to write that.
 */
export interface LocalState {
  readonly folder: string;
  readonly size: Bytes;
  readonly env: Readonly<Record<string, string>>;
}

/** A SQLite database in write-ahead mode, on a volume of its own. */
export interface SqliteWalProps {
  /** The database file, absolute. Its folder becomes the volume's mount. */
  readonly path: `/${string}.db`;
  readonly size: Bytes;
  /** Environment variable that tells the worker the path. */
  readonly variable: string;
}

/** A SQLite write-ahead log for each pod. Source: SQLite, "Write-Ahead Logging": all users must be on the same host. */
export function sqliteWal({ path, size, variable }: SqliteWalProps): LocalState {
  return { folder: path.slice(0, path.lastIndexOf('/')), size, env: { [variable]: path } };
}

/** Name of the volume in the pod and of the claim before the pod's name is added. */
export const stateVolume = 'state';

/** The claim that a StatefulSet makes for each pod. */
export function stateClaim(state: LocalState, cluster: Cluster): Draft<PersistentVolumeClaimSpec> {
  return {
    accessModes: preset(['ReadWriteOncePod'], 'one pod, never two, not even on the same node'),
    storageClassName: from(cluster, 'storageClass'),
    resources: { requests: { storage: quantity(from(state, 'size')) } },
  };
}
